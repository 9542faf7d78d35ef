using System.Globalization;
using Ojo.Flushing;
using Ojo.Format;
using Ojo.Publishing;
using Ojo.Recording;

namespace Ojo.Salvage;

/// <summary>Goes through a <c>staging/</c> folder and salvages what dead processes left there.</summary>
internal sealed class StagingSalvage
{
    private const string RingPrefix = "ring_";
    private const string RingSuffix = ".map";

    // Between closing a file and renaming it nothing tells that its writer lives.
    private static readonly TimeSpan s_abandonedAfter = TimeSpan.FromMinutes(10);

    private readonly string _directory;
    private readonly TraceDirectory _folders;
    private readonly Action<string> _log;
    private readonly CancellationToken _cancellation;
    private SalvageSummary _summary;

    public StagingSalvage(string directory, Action<string> log, CancellationToken cancellation)
    {
        _directory = directory;
        _folders = new TraceDirectory(directory, Durability.ProcessCrash);
        _log = log;
        _cancellation = cancellation;
    }

    /// <summary>How many records a trace file has at most.</summary>
    public int RecordsPerFile { get; init; } = RingDrain.RecordsPerFile;

    /// <inheritdoc cref="RingSalvage.Reason"/>
    public string? Reason { get; init; }

    /// <inheritdoc cref="RingSalvage.WindowEnd"/>
    public long? WindowEnd { get; init; }

    /// <summary>The newest of the snapshots that were made of what flight recorders had held.</summary>
    public TraceSnapshot? Snapshot { get; private set; }

    /// <summary>Whether there is anything in the folder that a look at would be worth.</summary>
    /// <param name="directory">The directory that the folder is in.</param>
    /// <param name="but">A file of the caller's own.</param>
    public static bool IsWorthwhile(TraceDirectory directory, string but)
    {
        try
        {
            return Directory.EnumerateFiles(directory.Staging).Any(path => path != but);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public SalvageSummary Run()
    {
        if (!Directory.Exists(_folders.Staging))
        {
            return _summary;
        }

        string[] files;
        try
        {
            files = Directory.GetFiles(_folders.Staging);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _log($"What dead processes may have left in {_folders.Staging} cannot be salvaged: {exception.Message}");
            return _summary;
        }

        foreach (string path in files)
        {
            _cancellation.ThrowIfCancellationRequested();
            try
            {
                Look(path, files);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                _log($"{path} cannot be salvaged now: {exception.Message} It is kept.");
                _summary = _summary with { Failed = _summary.Failed + 1 };
            }
        }

        return _summary;
    }

    /// <summary>Salvages one ring, if its process is dead.</summary>
    /// <exception cref="IOException">It cannot be salvaged now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public SalvageSummary Run(string ringPath)
    {
        SalvageRing(ringPath);
        return _summary;
    }

    private void Look(string path, string[] files)
    {
        string name = Path.GetFileName(path);
        if (IsRingName(name))
        {
            SalvageRing(path);
        }
        else if (IsUnfinished(name, out string finished))
        {
            // It may have gone with its ring.
            if (File.Exists(path))
            {
                RemoveUnfinished(path, finished);
            }
        }
        else if (TraceFileName.TryParse(name, out TraceFileName trace) && trace.Kind == TraceFileKind.Trace)
        {
            string ring = RingName(trace.BatchStart, trace.ProcessId);
            if (files.Any(file => Path.GetFileName(file) == ring) || !IsAbandoned(path))
            {
                return;
            }

            if (_folders.Exists(trace))
            {
                // Where files cannot be renamed but only linked, the name that could not be removed.
                File.Delete(path);
            }
            else
            {
                PutAside(path, "It was being written when its process died, and the ring that holds the same events is not here.");
            }
        }
    }

    /// <summary>Removes what was made under a name of its own and never got the other: nobody else has seen it.</summary>
    private static void RemoveUnfinished(string path, string finished)
    {
        if (IsRingName(finished))
        {
            // Nothing was recorded into it. It is locked from the moment at which it is made.
            using RingFile? ring = RingFile.TryOpen(path);
            ring?.Delete();
        }
        else if (TraceFileName.TryParse(finished, out _) && (IsAbandoned(path) || IsOldAndEmpty(path)))
        {
            File.Delete(path);
        }
    }

    private void SalvageRing(string path)
    {
        if (LiveRings.Contains(path))
        {
            return;
        }

        FileInfo file = new(path);
        if (file.LinkTarget is not null || file.Length == 0)
        {
            // Not even opened: it may be a pipe. A ring has a header before it has its name.
            PutAside(path, "It is empty, or a link, or no file at all.");
            return;
        }

        using RingFile? ringFile = RingFile.TryOpen(path);
        if (ringFile is null)
        {
            return;
        }

        try
        {
            Salvage(ringFile);
        }
        catch (ForeignRingException exception)
        {
            _log($"{path} is left alone. {exception.Message}");
        }
        catch (DamagedRingException exception)
        {
            PutAside(path, exception.Message);
        }
    }

    private void Salvage(RingFile file)
    {
        DeadRing ring = new(file);
        if (file.Name != RingName(ring.BatchStart, ring.ProcessId))
        {
            throw new DamagedRingException("Its name is not that of the run in it.");
        }

        if (!ring.IsClosed)
        {
            RingSalvage salvage = new(ring, new TraceDirectory(_directory, ring.Durability), RecordsPerFile, _cancellation) { Reason = Reason, WindowEnd = WindowEnd };
            try
            {
                _folders.Ensure();
                salvage.Run();
            }
            finally
            {
                RuntimeMeter.CountSalvaged(salvage.Events);
                Snapshot = salvage.Snapshot ?? Snapshot;
                _summary = _summary with
                {
                    Files = _summary.Files + salvage.Files,
                    Events = _summary.Events + salvage.Events,
                    Lost = _summary.Lost + salvage.Lost,
                };
            }

            if (ring.Damages.Count > 0)
            {
                PutAside(file.Path, $"What could be salvaged was, but {string.Join(", ", ring.Damages)}.");
                return;
            }

            _summary = _summary with { Rings = _summary.Rings + 1 };
            if (salvage.Files > 0 || salvage.Snapshot is not null)
            {
                Say(ring, salvage);
            }
        }

        ring.Notes.Closed();
        TestPoint.Reach(RecordingStep.RingClosed);
        DeleteStagedFiles(ring);
        TestPoint.Reach(RecordingStep.StagedFilesDeleted);
        file.Delete();
    }

    private void Say(DeadRing ring, RingSalvage salvage) => _log(string.Create(
                CultureInfo.InvariantCulture,
                $"Salvaged {salvage.Events} events that process {ring.ProcessId} had recorded when it died{(salvage.Lost > 0 ? $", and word of {salvage.Lost} lost ones" : "")}{(salvage.Snapshot is { } snapshot ? $": {Path.GetFileName(snapshot.Path)}" : "")}."));

    /// <summary>What the run's own process, or an earlier salvager, had begun to write is in the ring, so it is in files by now.</summary>
    private void DeleteStagedFiles(DeadRing ring)
    {
        string pattern = string.Create(CultureInfo.InvariantCulture, $"{(ring.CopyId == 0 ? "trace" : "copy")}_{ring.BatchStart:x16}_{ring.ProcessId:x8}_*.bin*");
        foreach (string staged in Directory.EnumerateFiles(_folders.Staging, pattern))
        {
            // If it cannot be, the ring stays: without it nobody would know that what is in the file is elsewhere too.
            File.Delete(staged);
        }

        if (ring.CopyId != 0)
        {
            return;
        }

        // Nor is anybody still describing the run or a snapshot of it, from inside or from outside: its ring is locked.
        pattern = string.Create(CultureInfo.InvariantCulture, $"*_{ring.BatchStart:x16}_{ring.ProcessId:x8}*.json.*");
        foreach (string described in Directory.EnumerateFiles(_folders.Staging, pattern))
        {
            if (IsUnfinished(Path.GetFileName(described), out string finished) && TraceFileName.TryParse(finished, out _))
            {
                File.Delete(described);
            }
        }
    }

    private void PutAside(string path, string reason)
    {
        if (SalvageQuarantine.Add(path, reason, _folders) is { } target)
        {
            _summary = _summary with { SetAside = _summary.SetAside + 1 };
            _log($"Quarantined {target}: {reason}");
        }
    }

    private static bool IsAbandoned(string path)
    {
        if (!IsOld(path))
        {
            return false;
        }

        using RingFile? file = new FileInfo(path).Length > 0 ? RingFile.TryOpen(path) : null;
        return file is not null;
    }

    /// <summary>Whether a file has been empty for so long that nobody is about to write it. It is not opened: it may be a pipe.</summary>
    private static bool IsOldAndEmpty(string path) => IsOld(path) && new FileInfo(path).Length == 0;

    private static bool IsOld(string path) => DateTime.UtcNow - File.GetLastWriteTimeUtc(path) >= s_abandonedAfter;

    private static bool IsRingName(string name) =>
        name.StartsWith(RingPrefix, StringComparison.Ordinal) && name.EndsWith(RingSuffix, StringComparison.Ordinal);

    /// <summary>Whether a name is another with a random number after it.</summary>
    private static bool IsUnfinished(string name, out string finished)
    {
        int dot = name.LastIndexOf('.');
        finished = dot < 0 ? "" : name[..dot];
        return dot >= 0 && Guid.TryParseExact(name.AsSpan(dot + 1), "N", out _);
    }

    private static string RingName(ulong batchStart, uint processId) =>
        string.Create(CultureInfo.InvariantCulture, $"{RingPrefix}{batchStart:x16}_{processId:x8}{RingSuffix}");
}
