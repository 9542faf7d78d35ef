using System.Diagnostics;
using System.Security.Cryptography;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Ingestion;

namespace Ojo.Watcher.Directories;

/// <summary>Brings what is in the input directory into the store, one listing after the other.</summary>
internal sealed class DirectoryIngestion : IDisposable
{
    // Whoever describes more event types than fit into this is not describing event types.
    private const long LongestJson = 64 << 20;

    private readonly WatcherOptions _options;
    private readonly Quarantine _quarantine;
    private readonly StoreSession _store;
    private readonly StagingLook _staging;
    private readonly Action<string> _log;
    private readonly Dictionary<string, InputFile> _done = [];
    private readonly Dictionary<string, string> _failures = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _files;
    private long _events;
    private long _dropped;
    private long _quarantined;

    public DirectoryIngestion(WatcherOptions options)
    {
        _options = options;
        _log = options.Log ?? (static _ => { });
        _quarantine = new Quarantine(options.QuarantineDirectory);
        _staging = new StagingLook(options.InputDirectory, _log);
        _store = new StoreSession(options.DatabasePath, options.Watch ? null : options.GiveUpAfter, _log);
    }

    public WatcherSummary Run(CancellationToken cancellation)
    {
        // The store is there from the start, so that whoever wants to look at it need not wait for the first trace.
        try
        {
            _store.Do(static _ => true, cancellation);
            if (_options.Watch)
            {
                Watch(cancellation);
            }
            else
            {
                _staging.Take(cancellation);
                TakeIn(InputListing.Of(_options.InputDirectory), cancellation);
            }
        }
        catch (OperationCanceledException) when (_options.Watch && cancellation.IsCancellationRequested)
        {
            // What was being taken in has been rolled back and will be taken in by the next watcher.
        }

        return new WatcherSummary(_files, _events, _dropped, Quarantined, _failures.Count, Stopwatch.GetElapsedTime(_start));
    }

    public void Dispose() => _store.Dispose();

    private long Quarantined => _quarantined + _staging.SetAside;

    private void Watch(CancellationToken cancellation)
    {
        bool waiting = false;
        DirectorySignal? signal = null;
        try
        {
            while (true)
            {
                long before = Stopwatch.GetTimestamp();
                try
                {
                    if (_options.Notifications && signal is null && Directory.Exists(_options.InputDirectory))
                    {
                        signal = new DirectorySignal(_options.InputDirectory, _log);
                    }

                    _staging.Take(cancellation);
                    List<InputFile> listing = InputListing.Of(_options.InputDirectory);
                    waiting = false;
                    TakeIn(listing, cancellation);
                }
                catch (DirectoryNotFoundException)
                {
                    signal?.Dispose();
                    signal = null;
                    if (!waiting)
                    {
                        _log($"{_options.InputDirectory} does not exist yet; waiting for it.");
                    }

                    waiting = true;
                }

                // A directory so full that listing it takes long is not listed all the time.
                TimeSpan took = Stopwatch.GetElapsedTime(before);
                TimeSpan pause = took > _options.RescanInterval ? took : _options.RescanInterval;
                Wait(signal, pause, cancellation);
            }
        }
        finally
        {
            signal?.Dispose();
        }
    }

    private static void Wait(DirectorySignal? signal, TimeSpan pause, CancellationToken cancellation)
    {
        if (signal is null)
        {
            cancellation.WaitHandle.WaitOne(pause);
        }
        else
        {
            signal.WaitAsync(pause, cancellation).GetAwaiter().GetResult();
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private void TakeIn(List<InputFile> listing, CancellationToken cancellation)
    {
        List<InputFile> open = listing.FindAll(file => !_done.TryGetValue(file.Name, out InputFile? seen) || seen != file);
        for (int index = 0; index < open.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            TakeIn(open[index], cancellation);
            _options.Progress?.Invoke(new WatcherProgress(
                _files, _events, _dropped, Quarantined, open.Count - index - 1, Stopwatch.GetElapsedTime(_start)));
        }
    }

    private void TakeIn(InputFile file, CancellationToken cancellation)
    {
        string path = Path.Combine(_options.InputDirectory, file.Name);
        try
        {
            switch (file.Kind)
            {
                case InputKind.Schema:
                    AddSchema(path, cancellation);
                    break;
                case InputKind.Run:
                    AddRun(path, cancellation);
                    break;
                default:
                    Ingest(path, file, cancellation);
                    break;
            }

            _done[file.Name] = file;
            _failures.Remove(file.Name);
        }
        catch (TraceFormatException exception)
        {
            PutAside(file, path, exception.Message);
        }
        catch (FileNotFoundException)
        {
            // Somebody has taken it away since the listing: so it is not there.
            _failures.Remove(file.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(file, exception.Message);
        }
    }

    private void AddSchema(string path, CancellationToken cancellation)
    {
        byte[] json = ReadJson(path);
        _ = TraceFileName.TryParse(Path.GetFileName(path), out TraceFileName name);
        ulong hash = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(json));
        if (hash != name.SchemaHash)
        {
            throw new TraceFormatException($"{Path.GetFileName(path)} is damaged: the hash of its bytes is {hash:x16}.");
        }

        SchemaDocument schema = SchemaDocument.Parse(json);
        _store.Do(writer =>
        {
            writer.AddSchema(hash, schema);
            return true;
        }, cancellation);
    }

    private void AddRun(string path, CancellationToken cancellation)
    {
        RunDescription run = RunDescription.Parse(ReadJson(path));
        _store.Do(writer =>
        {
            writer.AddRun(run);
            return true;
        }, cancellation);
    }

    private void Ingest(string path, InputFile file, CancellationToken cancellation)
    {
        // Not even opened: what has no length may be a pipe, and opening that waits for its other end.
        if (file.Length == 0)
        {
            throw new TraceFormatException($"{file.Name} is empty; a trace file has at least {TraceFileHeader.ByteSize} bytes, its header.");
        }

        IngestResult result = _store.Do(writer => writer.Ingest(path, cancellation), cancellation);
        if (!result.AlreadyStored)
        {
            _files++;
            _events += result.Events;
            _dropped += result.Dropped;
        }
    }

    private void PutAside(InputFile file, string path, string reason)
    {
        try
        {
            string target = _quarantine.Add(path, reason);
            _quarantined++;
            _failures.Remove(file.Name);
            _log($"Quarantined {target}: {reason}");
        }
        catch (FileNotFoundException)
        {
            // Another watcher of the directory was quicker.
            _failures.Remove(file.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(file, $"{reason} It could not be moved to the quarantine: {exception.Message}");
        }
    }

    /// <summary>Remembers a file that could not be taken in. It is tried again with each listing, but complained of only once.</summary>
    private void Fail(InputFile file, string reason)
    {
        if (!_failures.TryGetValue(file.Name, out string? known) || known != reason)
        {
            _failures[file.Name] = reason;
            _log($"{file.Name} could not be taken in: {reason}");
        }
    }

    private static byte[] ReadJson(string path)
    {
        long length = new FileInfo(path).Length;
        return length is > 0 and <= LongestJson
            ? File.ReadAllBytes(path)
            : throw new TraceFormatException($"{Path.GetFileName(path)} has {length} bytes; it should have 1 to {LongestJson}.");
    }
}
