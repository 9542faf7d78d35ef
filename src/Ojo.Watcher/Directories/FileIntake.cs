using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Ingestion;
using Ojo.Watcher.Statistics;

namespace Ojo.Watcher.Directories;

/// <summary>Brings one file after the other into the store, or into the quarantine, and puts away what the store has.</summary>
internal sealed class FileIntake(WatcherOptions options, WatcherActivity activity, StoreSession store, Action<string> log) : IDisposable
{
    // Whoever describes more event types than fit into this is not describing event types.
    private const long LongestJson = 64 << 20;

    private readonly Quarantine _quarantine = new(options.QuarantineDirectory);
    private readonly SourceFiles _sources = new(options);
    private readonly FileClaims _claims = new(options.StorePath);
    private readonly Dictionary<string, string> _failures = [];
    private readonly HashSet<string> _failedNow = [];

    /// <summary>Takes a file in.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot be written to, and it is not to be waited for any longer.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the file is as it was before.</exception>
    public FileOutcome TakeIn(InputFile file, CancellationToken cancellation)
    {
        string path = Path.Combine(options.InputDirectory, file.Name);
        try
        {
            switch (file.Kind)
            {
                case InputKind.Unnameable:
                    return Fail(file, "its name is no UTF-8 text, and so it cannot be opened. Rename it.");
                case InputKind.Schema:
                    AddSchema(path, file.Length, cancellation);
                    _sources.Accompany(path, file);
                    break;
                case InputKind.Run:
                    AddRun(path, file.Length, cancellation);
                    _sources.Accompany(path, file);
                    break;
                default:
                    if (!_claims.TryTake(file.Name))
                    {
                        return FileOutcome.Claimed;
                    }

                    WatcherSteps.Reach(WatcherStep.Claimed);
                    if (Ingest(path, file, cancellation) is { } refusal)
                    {
                        return Refuse(file, refusal);
                    }

                    break;
            }

            return Succeed(file);
        }
        catch (TraceFormatException exception)
        {
            return PutAside(file, path, exception.Message);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && !File.Exists(path))
        {
            // Somebody has taken it away since the listing: so it is not there.
            return Succeed(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(file, exception.Message);
        }
        finally
        {
            _claims.Release();
        }
    }

    /// <summary>All files that are there have been looked at: what failed before and did not now has been taken away.</summary>
    public void EndRound()
    {
        foreach (string name in _failures.Keys.Where(name => !_failedNow.Contains(name)).ToArray())
        {
            _failures.Remove(name);
        }

        _failedNow.Clear();
        activity.SetFailed(_failures.Count);
    }

    public void Dispose() => _claims.Dispose();

    private void AddSchema(string path, long length, CancellationToken cancellation)
    {
        byte[] json = ReadJson(path, length);
        _ = TraceFileName.TryParse(Path.GetFileName(path), out TraceFileName name);
        ulong hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(json));
        if (hash != name.SchemaHash)
        {
            throw new TraceFormatException($"{Path.GetFileName(path)} is damaged: the hash of its bytes is {hash:x16}.");
        }

        SchemaDocument schema = SchemaDocument.Parse(json);
        store.Do(writer =>
        {
            writer.AddSchema(hash, schema);
            return true;
        }, cancellation);
    }

    private void AddRun(string path, long length, CancellationToken cancellation)
    {
        RunDescription run = RunDescription.Parse(ReadJson(path, length));
        store.Do(writer =>
        {
            writer.AddRun(run);
            return true;
        }, cancellation);
    }

    /// <returns>Why the store does not want it, though nothing is wrong with it; null if it has it.</returns>
    private string? Ingest(string path, InputFile file, CancellationToken cancellation)
    {
        // Not even opened: what has no length may be a pipe, and opening that waits for its other end.
        if (file.Length == 0)
        {
            throw new TraceFormatException($"{Path.GetFileName(file.Name)} is empty; a trace file has at least {TraceFileHeader.ByteSize} bytes, its header.");
        }

        (IngestResult result, TimeSpan took) = store.Do(writer =>
        {
            long start = Stopwatch.GetTimestamp();
            IngestResult result = writer.Ingest(path, cancellation);
            return (result, Stopwatch.GetElapsedTime(start));
        }, cancellation);
        WatcherSteps.Reach(WatcherStep.Committed);
        if (result.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!result.AlreadyStored)
        {
            activity.Stored(result.Events, result.Dropped, file.Length, took);
        }

        _sources.PutAway(path, file);
        return null;
    }

    /// <summary>
    /// Leaves a file where it is that another one keeps out of the store. That a copy is not stored beside what it is of is as it should be; that
    /// the run itself is not, because a copy came first, somebody has to mend.
    /// </summary>
    private FileOutcome Refuse(InputFile file, string reason)
    {
        if (!TraceFileName.TryParse(Path.GetFileName(file.Name), out TraceFileName name) || name.CopyId == 0)
        {
            return Fail(file, reason);
        }

        log(reason);
        return Succeed(file);
    }

    private FileOutcome PutAside(InputFile file, string path, string reason)
    {
        if (options.OnlyReads)
        {
            activity.AddQuarantined(1);
            log($"{file.Name} is left out: {reason}");
            return Succeed(file);
        }

        try
        {
            string target = _quarantine.Add(path, file.Name, reason);
            activity.AddQuarantined(1);
            log($"Quarantined {target}: {reason}");
            return Succeed(file);
        }
        catch (FileNotFoundException)
        {
            // Another watcher of the directory was quicker.
            return Succeed(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(file, $"{reason} It could not be moved to the quarantine: {exception.Message}");
        }
    }

    private FileOutcome Succeed(InputFile file)
    {
        if (_failures.Remove(file.Name))
        {
            activity.SetFailed(_failures.Count);
        }

        return FileOutcome.Done;
    }

    /// <summary>Remembers a file that could not be taken in. It is tried again with each listing, but complained of only once.</summary>
    private FileOutcome Fail(InputFile file, string reason)
    {
        _failedNow.Add(file.Name);
        if (!_failures.TryGetValue(file.Name, out string? known) || known != reason)
        {
            _failures[file.Name] = reason;
            activity.SetFailed(_failures.Count);
            log($"{file.Name} could not be taken in: {reason}");
        }

        return FileOutcome.Failed;
    }

    private static byte[] ReadJson(string path, long length) =>
        length is > 0 and <= LongestJson
            ? File.ReadAllBytes(path)
            : throw new TraceFormatException($"{Path.GetFileName(path)} has {length} bytes; it should have 1 to {LongestJson}.");
}
