using System.Globalization;
using Ojo.FlightRecorder;
using Ojo.Flushing;
using Ojo.Format;
using Ojo.Publishing;
using Ojo.Recording;

namespace Ojo.Salvage;

/// <summary>Brings what is left in one dead process's ring into trace files.</summary>
internal sealed class RingSalvage
{
    /// <summary>Why what a dead flight recorder held becomes a snapshot.</summary>
    public const string ProcessDied = "the process died";

    /// <summary>The same of a copy whose taker died.</summary>
    private const string CopyGoesOn = "a copy, and who took it died";

    // The ends of two files of a run may overlap a little, those of many do not.
    private const int NewestFiles = 4;

    private readonly DeadRing _ring;
    private readonly TraceDirectory _directory;
    private readonly int _recordsPerFile;
    private readonly CancellationToken _cancellation;
    private readonly TraceRecord[] _buffer = TraceFileWriter.NewBuffer();
    private readonly LaneHeap _heap = new();
    private List<DeadLane> _lanes = [];
    private readonly long _stringsWritten;
    private uint _lastFile;
    private DeadStrings? _strings;
    private ulong _schemaHash;
    private uint _nextSequence;

    public RingSalvage(DeadRing ring, TraceDirectory directory, int recordsPerFile, CancellationToken cancellation)
    {
        _ring = ring;
        _directory = directory;
        _recordsPerFile = recordsPerFile;
        _cancellation = cancellation;
        Chain = new SnapshotChain(directory, ring.BatchStart, ring.ProcessId, ring.CopyId);
    }

    /// <summary>How many files have been written.</summary>
    public int Files { get; private set; }

    /// <summary>How many events they hold.</summary>
    public long Events => _lanes.Sum(static lane => (long)lane.EventsWritten);

    /// <summary>How many events they say were lost.</summary>
    public long Lost => _lanes.Sum(static lane => (long)lane.LostWritten);

    /// <summary>Why somebody asks for a flight recorder's snapshot; null if nobody does, and it is taken because the process died.</summary>
    public string? Reason { get; init; }

    /// <summary>The run's snapshots.</summary>
    public SnapshotChain Chain { get; init; }

    /// <summary>How many bytes of strings' definitions are in files.</summary>
    public long StringsWritten
    {
        get => _strings?.Position ?? _stringsWritten;
        init => _stringsWritten = value;
    }

    /// <summary>The ticks at which the snapshot's window ends; null if right after the last event.</summary>
    public long? WindowEnd { get; init; }

    /// <summary>The snapshot that a flight recorder's files are; null if it was none, or nothing is in no snapshot.</summary>
    public TraceSnapshot? Snapshot { get; private set; }

    /// <summary>Writes everything that no file has. What was written stays written, also if this ends with an exception.</summary>
    /// <exception cref="DamagedRingException">What has been published cannot be known.</exception>
    /// <exception cref="IOException">Something cannot be written; the next salvager goes on.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; likewise.</exception>
    public void Run()
    {
        Begin();
        while (TryWriteNext())
        {
            _cancellation.ThrowIfCancellationRequested();
        }

        if (IsSnapshot)
        {
            PublishSnapshot(SnapshotWindow());
        }
    }

    /// <summary>Finds what no file has.</summary>
    public void Begin()
    {
        _ring.ReadLanesAndChunks();

        // A file of the last number may have been there and be in a store already.
        _lastFile = _ring.FileSequence;
        _nextSequence = _lastFile + 1;
        TraceFileName newest = NameOf(_lastFile);
        _ring.Settle(isPublished: _ring.IsFilePending && PendingFile.IsPublished(_directory, newest));
        if (!_ring.IsOfThisBoot)
        {
            DistrustTheRing();
        }

        _lanes = _ring.Lanes();
        _lanes.ForEach(static lane => lane.Begin());
        _heap.Reset(_lanes);
        if (!_heap.IsEmpty)
        {
            PublishRunIfMissing();
            _strings ??= _ring.ReadStrings(_stringsWritten);
        }
    }

    /// <summary>Writes the next file.</summary>
    /// <returns>False if there is nothing left to be written.</returns>
    public bool TryWriteNext()
    {
        if (_heap.IsEmpty)
        {
            return false;
        }

        WriteFile();
        Files++;
        return true;
    }

    /// <summary>Makes a snapshot of what was written, by whomever, and is in none.</summary>
    /// <param name="window">What is known of its window.</param>
    public void PublishSnapshot(in SnapshotWindow window)
    {
        SnapshotState state = Chain.CatchUp(_ring.Snapshots);
        if (Reason is null && !Chain.HasFiles(state, _lastFile))
        {
            return;
        }

        Snapshot = Chain.Publish(ref state, _lastFile, ReadRun(), Reason ?? (_ring.CopyId == 0 ? ProcessDied : CopyGoesOn), DateTimeOffset.UtcNow, window);
        TestPoint.Reach(RecordingStep.SnapshotPublished);
        _ring.Notes.Snapshot(state);
        TestPoint.Reach(RecordingStep.SnapshotNoted);
    }

    private SnapshotWindow SnapshotWindow()
    {
        // Where it cannot be known what is missing, there is no window.
        bool isSound = _ring.IsOfThisBoot && _ring.Damages.Count == 0;
        return isSound
            ? new(_ring.LastMissing is var last and > 0 ? _ring.Conversion.ToUnits(last) : null, WindowEnd is { } end ? _ring.Conversion.ToUnits(end) : null)
            : FlightRecorder.SnapshotWindow.Unknown;
    }

    /// <summary>Whose the run is: as its ring says, or else its file; if neither does, nobody knows.</summary>
    private RunDescription ReadRun()
    {
        if (_ring.ReadDescription() is { } run)
        {
            return run;
        }

        TraceFileName name = TraceFileName.ForRun(_ring.BatchStart, _ring.ProcessId);
        try
        {
            if (_directory.Exists(name))
            {
                return RunDescription.Parse(File.ReadAllBytes(_directory.InOutput(name)));
            }
        }
        catch (TraceFormatException)
        {
        }

        return new RunDescription
        {
            Service = "",
            Host = "",
            ProcessId = (int)_ring.ProcessId,
            BatchStart = _ring.BatchStart,
            Version = _ring.Version,
            Clock = "",
        };
    }

    /// <summary>
    /// The machine was started anew: some pages of the ring may be older than others. What may be in trace files, going by
    /// its time, is passed over.
    /// </summary>
    private void DistrustTheRing()
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(_directory.Output, string.Create(CultureInfo.InvariantCulture, $"trace_{_ring.BatchStart:x16}_{_ring.ProcessId:x8}_*.bin*"))
                .OrderDescending(StringComparer.Ordinal).Take(NewestFiles),
        ];
        if (files.Length == 0 && _ring.FileSequence > 0)
        {
            throw new DamagedRingException(
                "The machine was started anew since it was written, and the run's trace files, by which it could be told what in it is still to be salvaged, are gone.");
        }

        if (files.Length > 0)
        {
            _ring.SetPublishedUntil(files.Max(PendingFile.LastTimeIn));
        }
    }

    private void PublishRunIfMissing()
    {
        RunDescription? run = _ring.ReadDescription();
        _schemaHash = run?.SchemaHash ?? 0;
        if (run is null || _directory.Exists(run.FileName))
        {
            return;
        }

        try
        {
            _directory.PublishContent(run.FileName, run.ToJson(), mayReplace: false);
        }
        catch (NameTakenException)
        {
            // As good as ours.
        }
    }

    private void WriteFile()
    {
        TraceFileName name = NextName();
        string staged = _directory.InStaging(name);
        TraceDirectory.TryDelete(staged);
        TraceFileTally tally;
        try
        {
            tally = FillFile(staged);
        }
        catch
        {
            TraceDirectory.TryDelete(staged);
            throw;
        }

        _lanes.ForEach(static lane => lane.Prepare());
        TestPoint.Reach(RecordingStep.DrainPrepared);
        _ring.Notes.Pending(name.Sequence);
        TestPoint.Reach(RecordingStep.FilePending);
        try
        {
            _directory.Publish(name);
            TestPoint.Reach(RecordingStep.FileRenamed);
        }
        catch
        {
            // In this order, as the file's absence would be taken for a sign that it has its final name.
            _ring.Notes.Settled();
            TraceDirectory.TryDelete(staged);
            throw;
        }

        Chain.Add(name.Sequence, tally);
        _lastFile = name.Sequence;
        _lanes.ForEach(static lane => lane.Commit());
        TestPoint.Reach(RecordingStep.DrainCommitted);
        _ring.Notes.Settled();
        TestPoint.Reach(RecordingStep.FileSettled);
        _directory.SynchronizeNames();
    }

    private TraceFileName NextName()
    {
        while (true)
        {
            TraceFileName name = NameOf(_nextSequence++);
            if (!_directory.Exists(name))
            {
                return name;
            }
        }
    }

    /// <summary>Whether what is written is a snapshot: of a flight recorder, or of whatever a copy was taken of.</summary>
    private bool IsSnapshot => _ring.IsRecorder || _ring.CopyId != 0;

    private TraceFileName NameOf(uint sequence) => _ring.CopyId != 0 ? TraceFileName.ForCopy(_ring.BatchStart, _ring.ProcessId, _ring.CopyId, sequence)
        : _ring.IsRecorder ? TraceFileName.ForCompressedTrace(_ring.BatchStart, _ring.ProcessId, sequence)
        : TraceFileName.ForTrace(_ring.BatchStart, _ring.ProcessId, sequence);

    private TraceFileTally FillFile(string staged)
    {
        TraceFileHeader header = new(_ring.Version, _ring.BatchStart, _schemaHash);
        using TraceFileWriter writer = TraceFileWriter.Create(staged, header, _buffer, isCompressed: IsSnapshot);
        TraceBatch batch = new(writer, _ring.Conversion, _recordsPerFile - 1, _ring.DropCause);
        TestPoint.Reach(RecordingStep.FileBegun);
        _strings!.WriteTo(batch, _heap.NextTicks);
        _heap.WriteTo(batch);
        writer.Complete();
        _directory.Synchronize(writer.Handle);
        TestPoint.Reach(RecordingStep.FileWritten);
        return TraceFileTally.Of(batch);
    }
}
