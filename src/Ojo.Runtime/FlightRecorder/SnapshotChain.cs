using Ojo.Format;
using Ojo.Publishing;

namespace Ojo.FlightRecorder;

/// <summary>Publishes a run's snapshots, each the next link after the one before, whoever takes them.</summary>
/// <remarks>
/// A snapshot is of all the run's trace files that none before it is of. So what somebody wrote who died before he could say what it
/// was is in the next one. A snapshot file appears before the ring knows of it: whoever is next catches up first.
/// </remarks>
internal sealed class SnapshotChain
{
    /// <summary>How many bytes of a snapshot file are read at most.</summary>
    public const long LongestJson = 16 << 20;

    private readonly TraceDirectory _directory;
    private readonly ulong _batchStart;
    private readonly uint _processId;
    private readonly uint _copyId;
    private readonly Dictionary<uint, TraceFileTally> _written = [];

    /// <param name="directory">Where they are.</param>
    /// <param name="batchStart">The run's start.</param>
    /// <param name="processId">The process that recorded it.</param>
    /// <param name="copyId">Which copy of its ring they are of; 0 if the run's own.</param>
    public SnapshotChain(TraceDirectory directory, ulong batchStart, uint processId, uint copyId = 0)
    {
        _copyId = copyId;
        _directory = directory;
        _batchStart = batchStart;
        _processId = processId;
    }

    /// <summary>Remembers what is in a file, so that it need not be read again.</summary>
    public void Add(uint file, in TraceFileTally tally) => _written[file] = tally;

    /// <summary>Goes on to the newest snapshot that there is, of which the ring may not know yet.</summary>
    public SnapshotState CatchUp(SnapshotState state)
    {
        while (TryRead(NameOf(state.Sequence)) is { } snapshot)
        {
            (uint firstFile, ulong lastTime) = (state.FirstFile, state.LastTime);
            foreach (string file in snapshot.Files)
            {
                if (TraceFileName.TryParse(file, out TraceFileName name) && name.BatchStart == _batchStart && name.ProcessId == _processId)
                {
                    firstFile = Math.Max(firstFile, name.Sequence + 1);
                    lastTime = Math.Max(lastTime, _directory.Exists(name) ? TallyOf(name).LastTime : 0);
                }
            }

            state = new SnapshotState(state.Sequence + 1, firstFile, Math.Min(snapshot.WindowEnd, long.MaxValue), lastTime);
        }

        return state;
    }

    /// <summary>Whether there are trace files that no snapshot is of.</summary>
    /// <param name="state">How far the snapshots have come.</param>
    /// <param name="lastFile">The number of the run's newest trace file.</param>
    public bool HasFiles(in SnapshotState state, uint lastFile) => FilesAfter(state, lastFile).Any();

    /// <summary>Says of which files the next snapshot is, and over which window nothing is missing in it, and publishes that.</summary>
    /// <param name="state">How far the snapshots have come; then, how far with this one.</param>
    /// <param name="lastFile">The number of the run's newest trace file.</param>
    /// <param name="run">Whose it is.</param>
    /// <param name="reason">Why.</param>
    /// <param name="takenAt">When.</param>
    /// <param name="window">What is known of the window.</param>
    /// <exception cref="IOException">It cannot be written, or a file of it cannot be read.</exception>
    public TraceSnapshot Publish(
        ref SnapshotState state, uint lastFile, RunDescription run, string reason, DateTimeOffset takenAt, in SnapshotWindow window)
    {
        List<TraceFileName> files = [.. FilesAfter(state, lastFile)];
        TraceFileTally sum = files.Aggregate(default(TraceFileTally), (sum, file) => Add(sum, TallyOf(file)));

        // Within one unit of time an event may be on either side.
        bool isFirst = state.Sequence == 0;
        ulong? missing = window == SnapshotWindow.Unknown ? sum.LastTime : window.Missing;
        ulong start = missing is null && isFirst ? 0 : Math.Max(Math.Max(state.WindowEnd, state.LastTime), missing ?? 0) + 1;
        TraceSnapshot snapshot = new()
        {
            Reason = reason,
            TakenAt = takenAt,
            Service = run.Service,
            Host = run.Host,
            ProcessId = (int)_processId,
            BatchStart = _batchStart,
            Version = run.Version,
            WindowStart = start,
            WindowEnd = Math.Max(start, window.End ?? (sum.LastTime + 1)),
            Continues = !isFirst && !(missing >= state.WindowEnd) ? NameOf(state.Sequence - 1).ToString() : "",
            Files = [.. files.Select(static file => file.ToString())],
            Events = sum.Events,
            Overwritten = sum.Overwritten,
            Lost = sum.Lost,
            IsCopy = _copyId != 0,
        };
        byte[] json = SnapshotJson.Write(snapshot);
        uint sequence = state.Sequence;
        while (!TryPublish(NameOf(sequence), json))
        {
            // Somebody put something there that is no snapshot of this run.
            sequence++;
        }

        // What was recorded while it was written and is in it is not in the next one, whose window begins after that.
        uint firstFile = files.Count > 0 ? files[^1].Sequence + 1 : 0;
        state = new SnapshotState(sequence + 1, Math.Max(state.FirstFile, firstFile), snapshot.WindowEnd, Math.Max(state.LastTime, sum.LastTime));
        _written.Clear();
        return snapshot with { Path = _directory.InOutput(NameOf(sequence)) };
    }

    private static TraceFileTally Add(in TraceFileTally left, in TraceFileTally right) => new(
        left.Events + right.Events, left.Overwritten + right.Overwritten, left.Lost + right.Lost, Math.Max(left.LastTime, right.LastTime));

    private TraceFileTally TallyOf(TraceFileName file)
    {
        if (_written.TryGetValue(file.Sequence, out TraceFileTally tally))
        {
            return tally;
        }

        try
        {
            return TraceFileTally.Read(_directory.InOutput(file));
        }
        catch (TraceFormatException)
        {
            // Damaged since: it is named all the same, as whoever takes it in will say what is wrong with it.
            return default;
        }
    }

    private IEnumerable<TraceFileName> FilesAfter(SnapshotState state, uint lastFile)
    {
        for (ulong sequence = state.FirstFile; sequence <= lastFile; sequence++)
        {
            TraceFileName name = _copyId == 0
                ? TraceFileName.ForCompressedTrace(_batchStart, _processId, (uint)sequence)
                : TraceFileName.ForCopy(_batchStart, _processId, _copyId, (uint)sequence);
            if (_directory.Exists(name))
            {
                yield return name;
            }
        }
    }

    private bool TryPublish(TraceFileName name, byte[] json)
    {
        try
        {
            _directory.PublishContent(name, json, mayReplace: false);
            return true;
        }
        catch (NameTakenException)
        {
            return false;
        }
    }

    private TraceSnapshot? TryRead(TraceFileName name)
    {
        try
        {
            FileInfo file = new(_directory.InOutput(name));
            TraceSnapshot? snapshot = file is { Exists: true, Length: > 0 and <= LongestJson } ? SnapshotJson.Read(File.ReadAllBytes(file.FullName)) : null;
            return snapshot?.BatchStart == _batchStart && (uint)snapshot.ProcessId == _processId ? snapshot : null;
        }
        catch (Exception exception) when (exception is TraceFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private TraceFileName NameOf(uint sequence) => TraceFileName.ForSnapshot(_batchStart, _processId, sequence);
}
