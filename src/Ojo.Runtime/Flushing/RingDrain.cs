using Ojo.Clocks;
using Ojo.Format;
using Ojo.Publishing;
using Ojo.Recording;
using Ojo.Strings;

namespace Ojo.Flushing;

/// <summary>Moves events from the ring into trace files, all lanes merged by time.</summary>
/// <remarks>For one thread at a time, except for the totals.</remarks>
internal sealed unsafe class RingDrain
{
    /// <summary>How many records a trace file has at most, but for the end of the event that reaches the limit.</summary>
    public const int RecordsPerFile = 1 << 20;

    /// <summary>The same for a snapshot's: smaller, as the chunks of each file become free when it is written, and it is expanded in memory to be read.</summary>
    public const int RecordsPerSnapshotFile = 1 << 18;

    // Fewer are compressed at a time, as chunks run short meanwhile.
    private const int RecordsAtATime = 4 * 1024;

    private readonly Ring _ring;
    private readonly TraceDirectory _directory;
    private readonly RunFiles _runFiles;
    private readonly ClockCalibration _clock;
    private readonly TraceRecord[] _buffer;
    private readonly List<uint> _completed = [];
    private readonly SortedDictionary<uint, LaneSource> _sources = [];
    private readonly LaneHeap _heap = new();
    private readonly StringDrain _strings;
    private readonly bool _isRecorder;
    private uint _nextSequence;

    public RingDrain(
        Ring ring, TraceDirectory directory, RunFiles runFiles, ClockCalibration clock, TracerMode mode = TracerMode.Stream)
    {
        _isRecorder = mode == TracerMode.FlightRecorder;
        _buffer = _isRecorder ? new TraceRecord[RecordsAtATime] : TraceFileWriter.NewBuffer();
        _ring = ring;
        _directory = directory;
        _runFiles = runFiles;
        _clock = clock;
        Totals = new RunTotals(ring);
        _strings = new StringDrain(ring.Strings);
    }

    /// <summary>What became of the run's events.</summary>
    public RunTotals Totals { get; }

    /// <summary>Told of each trace file that has its final name.</summary>
    public Action<TraceFileName, TraceBatch>? FileWritten { get; set; }

    /// <summary>Told when there may be new chunks, before any is written or given up.</summary>
    public Action? Collected { get; set; }

    /// <summary>Called now and then while a file is being written.</summary>
    public Action? Writing { get; set; }

    /// <summary>Whether events are being written.</summary>
    public bool IsInRound { get; private set; }

    /// <summary>The lanes and their chunks, as of the last <see cref="Collect"/>.</summary>
    public IReadOnlyCollection<LaneSource> Sources => _sources.Values;

    /// <summary>How many chunks became free so far.</summary>
    public long ChunksFreed { get; private set; }

    /// <summary>Writes all that is committed at the time of the call.</summary>
    /// <param name="dropCause">Why events were lost, if any were.</param>
    /// <exception cref="IOException">Something cannot be written; nothing is lost by that, the next call writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">Something may not be written; likewise.</exception>
    public void WriteAll(DropCause dropCause)
    {
        SetDropCause(dropCause);
        RefreshRunFiles();

        // Names that an earlier call could not bring to the disk.
        _directory.SynchronizeNames();
        Collect();
        foreach (LaneSource source in _sources.Values)
        {
            source.Begin();
        }

        // After the events: an anchor that all of them are before, and whatever string they refer to.
        _clock.Calibrate();
        _strings.Begin();
        _heap.Reset(_sources.Values);
        try
        {
            IsInRound = true;
            while (!_heap.IsEmpty)
            {
                RefreshRunFiles();
                WriteFile(dropCause);
            }
        }
        finally
        {
            IsInRound = false;
            foreach (LaneSource source in _sources.Values)
            {
                source.End();
            }
        }

        // Also those that were completed after their last record had been written.
        FreeDrainedChunks();
        RetireDeadLanes();
        _clock.Timeline.Line?.ForgetTheEarliest();
        SetDropCause(DropCause.BufferFull);
    }

    /// <summary>Goes on where somebody else ended who had the turn, or died while he had it.</summary>
    /// <exception cref="IOException">It cannot be found out what he had done.</exception>
    public void GoOnAfterOthers()
    {
        RingHeader* header = _ring.Header;
        if (header->IsFilePending == 0 && (header->FileSequence < _nextSequence || header->FileSequence == 0))
        {
            return;
        }

        if (header->IsFilePending != 0)
        {
            Settle(_runFiles.TraceFile(header->FileSequence, _isRecorder));
        }

        ulong lost = 0;
        foreach (LaneSource source in _sources.Values)
        {
            lost += source.GoOnAfterOthers();
        }

        // What he wrote of chunks that were not known here as well.
        Collect();
        ulong events = _sources.Values.Aggregate(0ul, static (sum, source) => sum + source.TakeWrittenByOthers());
        Totals.CountFile((long)events, (long)lost, DropCause.BufferFull);
        _nextSequence = header->FileSequence + 1;
        FreeDrainedChunks();
    }

    /// <summary>Takes what was noted of a file that was on its way as true, or forgets it: what is noted of the next comes in its place.</summary>
    private void Settle(TraceFileName name)
    {
        if (PendingFile.IsPublished(_directory, name))
        {
            _ring.SettlePublished();
        }

        Volatile.Write(ref _ring.Header->IsFilePending, 0);
        TraceDirectory.TryDelete(_directory.InStaging(name));
    }

    /// <summary>Says why what finds no room from now on does so.</summary>
    public void SetDropCause(DropCause cause)
    {
        Totals.Cause = cause;
        Volatile.Write(ref _ring.Header->DropCause, (uint)cause);
    }

    /// <summary>Takes an anchor for the clock. <see cref="WriteAll"/> does it too; a flight recorder calls that seldom.</summary>
    public void Calibrate() => _clock.Calibrate();

    /// <summary>What the user should know of the clock and has not been told; null if there is nothing.</summary>
    public string? TakeWarning() => _clock.TakeWarning();

    /// <summary>Keeps the clock in step where nothing is written.</summary>
    public void KeepClock() => _clock.Keep();

    private void RefreshRunFiles()
    {
        if (_runFiles.Refresh())
        {
            _ring.Describe(_runFiles.Description.ToJson());
        }
    }

    /// <summary>Learns of the lanes and chunks that have come since the last time.</summary>
    public void Collect()
    {
        foreach (Lane? lane in _ring.Lanes)
        {
            if (lane is null)
            {
                continue;
            }

            LaneSource source = SourceOf(lane);
            if (!source.IsDead && (!_isRecorder || lane.Chunk != _ring.NoChunk || source.IsDrained) && lane.TryTakeFromDead())
            {
                source.IsDead = true;
                TestPoint.Reach(RecordingStep.LaneTakenFromDead);
                _ring.Complete(lane);
            }

            uint open = Volatile.Read(ref lane.Slot->Chunk);
            if (open != 0)
            {
                // The slot may name a chunk that has passed on to another lane.
                ChunkHeader* chunk = _ring.ChunkAt(open - 1);
                if (Volatile.Read(ref chunk->State) == ChunkState.Open && chunk->Lane == lane.Index)
                {
                    source.Add(chunk, isTaken: false);
                }
            }
        }

        uint next;
        for (uint complete = _ring.TakeComplete(); complete != 0; complete = next)
        {
            next = _ring.CompletedBefore(complete - 1);
            _completed.Add(complete - 1);
        }

        // The oldest first, each of which is then its lane's newest.
        for (int last = _completed.Count - 1; last >= 0; last--)
        {
            ChunkHeader* chunk = _ring.ChunkAt(_completed[last]);
            SourceOf(_ring.Lanes[chunk->Lane]!).Add(chunk, isTaken: true);
        }

        _completed.Clear();

        Collected?.Invoke();
    }

    private LaneSource SourceOf(Lane lane)
    {
        if (!_sources.TryGetValue(lane.Index, out LaneSource? source))
        {
            source = new LaneSource(lane);
            _sources.Add(lane.Index, source);
        }

        return source;
    }

    private void WriteFile(DropCause dropCause)
    {
        TraceFileName name = _runFiles.TraceFile(_nextSequence, isCompressed: _isRecorder);
        string staged = _directory.InStaging(name);
        try
        {
            TraceBatch batch = FillFile(staged, dropCause);
            Publish(name);
            Commit();
            Totals.CountFile(batch.Events, batch.Lost, dropCause);
            FileWritten?.Invoke(name, batch);
        }
        catch
        {
            // Before the file is removed: a salvager would take its absence for a sign that it has its final name.
            Volatile.Write(ref _ring.Header->IsFilePending, 0);
            foreach (LaneSource source in _sources.Values)
            {
                source.RollBack();
            }

            _strings.RollBack();

            TraceDirectory.TryDelete(staged);
            throw;
        }

        _directory.SynchronizeNames();
    }

    private TraceBatch FillFile(string staged, DropCause dropCause)
    {
        // What an earlier attempt left, or a dead process of the same id.
        TraceDirectory.TryDelete(staged);
        using TraceFileWriter writer = TraceFileWriter.Create(staged, _runFiles.Header, _buffer, isCompressed: _isRecorder);

        // One record is left for BATCH_END.
        TraceBatch batch = new(writer, _clock.Timeline, (_isRecorder ? RecordsPerSnapshotFile : RecordsPerFile) - 1, dropCause)
        {
            BetweenChunks = Writing,
        };
        TestPoint.Reach(RecordingStep.FileBegun);
        _strings.WriteTo(batch, _heap.NextTicks);
        _heap.WriteTo(batch);
        writer.Complete();
        _directory.Synchronize(writer.Handle);
        TestPoint.Reach(RecordingStep.FileWritten);
        return batch;
    }

    private void Publish(TraceFileName name)
    {
        foreach (LaneSource source in _sources.Values)
        {
            source.Prepare();
        }

        TestPoint.Reach(RecordingStep.DrainPrepared);

        // Also if the name is taken: then the next attempt takes the next.
        _nextSequence = name.Sequence + 1;
        _ring.Header->FileSequence = name.Sequence;
        Volatile.Write(ref _ring.Header->IsFilePending, 1);
        TestPoint.Reach(RecordingStep.FilePending);
        _directory.Publish(name);
        TestPoint.Reach(RecordingStep.FileRenamed);
    }

    private void Commit()
    {
        _clock.Timeline.Line?.KeepWhatIsInUse();
        _strings.Commit();
        foreach (LaneSource source in _sources.Values)
        {
            source.Commit();
        }

        TestPoint.Reach(RecordingStep.DrainCommitted);

        // Before a chunk is free: what its next owner writes is no part of the file.
        Volatile.Write(ref _ring.Header->IsFilePending, 0);
        TestPoint.Reach(RecordingStep.FileSettled);
        FreeDrainedChunks();
    }

    private void FreeDrainedChunks()
    {
        foreach (LaneSource source in _sources.Values)
        {
            ChunksFreed += source.FreeDrained(_ring);
        }
    }

    /// <summary>Gives back the slots of dead threads, or leaves them to threads to come where there is something left to be told.</summary>
    public void RetireDeadLanes()
    {
        List<LaneSource>? drained = null;
        foreach (LaneSource source in _sources.Values)
        {
            if (source is { IsDead: true, IsDrained: true })
            {
                (drained ??= []).Add(source);
            }
            else if (_isRecorder && source is { IsDead: true, HasNoChunk: true })
            {
                // What a recorder gave up is told in its next snapshot, and that may be long after the thread's end.
                source.IsDead = false;
                source.Lane.LeaveToHeirs();
            }
        }

        foreach (LaneSource source in drained ?? [])
        {
            if (_isRecorder)
            {
                // A window that has not been declared yet begins after it all the same.
                LaneSlot* shared = _ring.Lanes.Shared.Slot;
                shared->OverwrittenLast = Math.Max(shared->OverwrittenLast, source.LastMissing);
            }

            Totals.Retire(source.Lane);
            _sources.Remove(source.Lane.Index);
        }
    }
}
