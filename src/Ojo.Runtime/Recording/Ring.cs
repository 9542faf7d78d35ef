using System.Diagnostics;
using Ojo.Clocks;
using Ojo.Format;
using Ojo.Strings;

namespace Ojo.Recording;

/// <summary>The chunks and lanes of one tracer: threads take chunks and complete them, the flusher drains and frees them.</summary>
/// <remarks>
/// No method that a recording thread calls takes a lock, and none waits for another thread: taking and completing a
/// chunk are exchanges on <see cref="IndexStack"/>s.
/// </remarks>
internal sealed unsafe class Ring
{
    private readonly RingMapping _mapping;
    private readonly RingHeader* _header;
    private readonly byte* _chunks;
    private readonly IndexStack _free;
    private readonly IndexStack _complete;
    private int _leastFree;
    private int _isSealed;
    private bool _isFileMissed;

    /// <summary>Makes the ring's file, with the first chunks ready for use.</summary>
    /// <exception cref="IOException">The file cannot be made, or the disk has no room for the first chunks.</exception>
    public Ring(string path, long tracerId, long bufferSize, long stringBufferSize, RunClock run, Durability durability = Durability.ProcessCrash, TracerMode mode = TracerMode.Stream)
    {
        ChunkCapacity = RingLayout.ChunksIn(bufferSize);
        _leastFree = Math.Clamp(ChunkCapacity / 4, 1, 256);
        int lanes = RingLayout.LanesFor(ChunkCapacity);
        long stringsOffset = RingLayout.StringsOffset(lanes);
        long chunksOffset = RingLayout.ChunksOffset(lanes, stringBufferSize);
        _mapping = new RingMapping(path, chunksOffset + ((long)ChunkCapacity * RingLayout.ChunkSize));
        if (_mapping.TryPrepare(0, stringsOffset + StringArea.Step) is { } problem)
        {
            _mapping.Delete(0);
            throw new IOException($"There is no room for '{path}': {problem}.");
        }

        _header = (RingHeader*)_mapping.Start;
        _chunks = _mapping.Start + chunksOffset;
        ChunkHeader* firstChunk = (ChunkHeader*)_chunks;
        _free = new IndexStack(&_header->FreeChunks, &firstChunk->Next, RingLayout.ChunkSize);
        _complete = new IndexStack(&_header->CompleteChunks, &firstChunk->Next, RingLayout.ChunkSize);
        Lanes = new LaneTable(tracerId, _header, (LaneSlot*)(_mapping.Start + RingLayout.LanesOffset), lanes);
        WriteHeader(run, durability, mode, lanes, stringsOffset, chunksOffset);
        Strings = new StringArea(_mapping, _header);
        try
        {
            _mapping.Appear();
        }
        catch
        {
            _mapping.Delete(0);
            throw;
        }
    }

    /// <summary>Woken when chunks run short or pile up.</summary>
    public Action? Hurry { get; set; }

    /// <summary>As many complete chunks as make the flusher hurry.</summary>
    public int MostComplete => Math.Clamp(ChunkCapacity / 4, 1, 256);

    /// <summary>As few free chunks as make the flusher hurry. Set by the flusher.</summary>
    public int LeastFree
    {
        get => Volatile.Read(ref _leastFree);
        set => Volatile.Write(ref _leastFree, value);
    }

    public int ChunkCapacity { get; }

    public RingHeader* Header => _header;

    /// <summary>The definitions of the run's strings.</summary>
    public StringArea Strings { get; }

    public ChunkHeader* NoChunk => &_header->NoChunk;

    /// <summary>How ticks become time, for a salvager.</summary>
    public ClockPage* ClockPage => (ClockPage*)(_mapping.Start + RingLayout.ClockOffset);

    /// <summary>How many chunks may be used.</summary>
    public int ChunksPrepared => (int)_header->ChunksPrepared;

    public int FreeChunkCount => Volatile.Read(ref _header->FreeChunkCount);

    public int CompleteChunkCount => Volatile.Read(ref _header->CompleteChunkCount);

    /// <summary>The threads' ways in.</summary>
    public LaneTable Lanes { get; }

    public bool IsSealed => Volatile.Read(ref _isSealed) != 0;

    public ChunkHeader* ChunkAt(uint index) => (ChunkHeader*)(_chunks + ((long)index * RingLayout.ChunkSize));

    public uint IndexOf(ChunkHeader* chunk) => (uint)(((byte*)chunk - _chunks) / RingLayout.ChunkSize);

    /// <summary>The first word of a record of a chunk.</summary>
    public static ulong* RecordAt(ChunkHeader* chunk, uint index) =>
        (ulong*)((byte*)chunk + ChunkHeader.ByteSize + (index * RingLayout.RecordSize));

    /// <summary>Gives the calling thread a lane; null if as many threads as there are slots have one, or the ring is sealed.</summary>
    public Lane? TryOpenLane()
    {
        if (IsSealed)
        {
            return null;
        }

        if (Lanes.TryOpen() is not { } lane)
        {
            HurryFlusher();
            return null;
        }

        return lane;
    }

    /// <summary>Completes the lane's open chunk, if it has one, and gives it another.</summary>
    /// <returns>False if there is no free chunk: the lane has none then.</returns>
    public bool TryTakeChunk(Lane lane)
    {
        if (IsSealed)
        {
            return false;
        }

        Complete(lane);
        if (!_free.TryPop(out uint index))
        {
            HurryFlusher();
            return false;
        }

        int free = Interlocked.Decrement(ref _header->FreeChunkCount);
        TestPoint.Reach(RecordingStep.ChunkPopped);
        ChunkHeader* chunk = ChunkAt(index);
        chunk->Committed = 0;
        chunk->Drained = 0;
        chunk->Draining = 0;
        chunk->Lane = lane.Index;
        chunk->Sequence = (ulong)Interlocked.Increment(ref _header->ChunkSequence);
        chunk->LostBefore = lane.Slot->Lost;
        chunk->GapFirst = lane.Slot->GapFirst;
        chunk->GapLast = lane.Slot->GapLast;
        chunk->Limit = RingLayout.ChunkRecords;
        TestPoint.Reach(RecordingStep.ChunkFilledIn);
        Volatile.Write(ref chunk->State, ChunkState.Open);
        TestPoint.Reach(RecordingStep.ChunkMarkedOpen);
        lane.Open(chunk, index);
        TestPoint.Reach(RecordingStep.ChunkOpened);

        // Either this thread sees the seal here, or whoever seals sees the limit set above and takes it back.
        Interlocked.MemoryBarrier();
        if (IsSealed)
        {
            Volatile.Write(ref chunk->Limit, 0);
            return false;
        }

        if (free <= LeastFree)
        {
            HurryFlusher();
        }

        return true;
    }

    /// <summary>Hands the lane's open chunk to the flusher. Called by its thread, or by the flusher when that is dead.</summary>
    public void Complete(Lane lane)
    {
        ChunkHeader* chunk = lane.Chunk;
        if (chunk == NoChunk)
        {
            return;
        }

        // First into the stack, then out of the slot: the flusher, which looks the other way round, misses it in neither.
        int complete = Interlocked.Increment(ref _header->CompleteChunkCount);
        TestPoint.Reach(RecordingStep.ChunkCounted);
        Volatile.Write(ref chunk->State, ChunkState.Complete);
        TestPoint.Reach(RecordingStep.ChunkMarkedComplete);
        _complete.Push(IndexOf(chunk));
        TestPoint.Reach(RecordingStep.ChunkPushed);
        lane.Close(NoChunk);
        TestPoint.Reach(RecordingStep.ChunkClosed);
        if (complete == MostComplete)
        {
            HurryFlusher();
        }
    }

    /// <summary>Keeps the content of the run file for a salvager that does not find it. If it is too long, there is none.</summary>
    public void Describe(ReadOnlySpan<byte> runJson)
    {
        Volatile.Write(ref _header->DescriptionLength, 0);
        if (runJson.Length <= RingHeader.LongestDescription)
        {
            runJson.CopyTo(new Span<byte>(_mapping.Start + RingHeader.DescriptionOffset, RingHeader.LongestDescription));
            Volatile.Write(ref _header->DescriptionLength, (uint)runJson.Length);
        }
    }

    /// <summary>For the flusher: takes the chunks that were completed, the newest first; as index + 1.</summary>
    public uint TakeComplete() => _complete.TakeAll();

    /// <summary>For the flusher: the chunk that was completed before <paramref name="index"/>; as index + 1.</summary>
    public uint CompletedBefore(uint index) => _complete.After(index);

    /// <summary>For the flusher: gives back a complete chunk whose every record is in a trace file, or given up.</summary>
    public void Free(ChunkHeader* chunk)
    {
        Debug.Assert(chunk->State is ChunkState.Complete or ChunkState.Overwritten, "Only complete chunks become free.");
        Volatile.Write(ref chunk->State, ChunkState.Free);
        TestPoint.Reach(RecordingStep.ChunkMarkedFree);
        _free.Push(IndexOf(chunk));
        TestPoint.Reach(RecordingStep.ChunkPushedFree);
        Interlocked.Increment(ref _header->FreeChunkCount);
        Interlocked.Decrement(ref _header->CompleteChunkCount);
        TestPoint.Reach(RecordingStep.ChunkFreed);
    }

    /// <summary>For the flusher: makes up to <paramref name="count"/> more chunks ready for use.</summary>
    /// <returns>What went wrong, or null; then the pool stays as large as it is.</returns>
    public string? TryGrow(int count)
    {
        uint first = _header->ChunksPrepared;
        count = Math.Min(count, ChunkCapacity - (int)first);
        if (count <= 0)
        {
            return null;
        }

        byte* start = (byte*)ChunkAt(first);
        if (_mapping.TryPrepare(start - _mapping.Start, (long)count * RingLayout.ChunkSize) is { } problem)
        {
            return problem;
        }

        TestPoint.Reach(RecordingStep.PoolPrepared);

        // Before any of them can be taken: a salvager looks at no more than these.
        Volatile.Write(ref _header->ChunksPrepared, first + (uint)count);
        TestPoint.Reach(RecordingStep.PoolRaised);

        // The last first, so that the pool is used from its beginning on.
        for (uint index = first + (uint)count; index > first; index--)
        {
            _free.Push(index - 1);
        }

        TestPoint.Reach(RecordingStep.PoolGrown);
        Interlocked.Add(ref _header->FreeChunkCount, count);
        return null;
    }

    /// <summary>Takes no more events. Whoever tries afterwards finds no room.</summary>
    /// <remarks>
    /// A thread that had already found room when it was held up may still complete one event, in a chunk of its own; that
    /// event is not drained any more and counts as lost.
    /// </remarks>
    public void Seal()
    {
        Volatile.Write(ref _isSealed, 1);
        Interlocked.MemoryBarrierProcessWide();
        for (uint index = 0; index < _header->ChunksPrepared; index++)
        {
            Volatile.Write(ref ChunkAt(index)->Limit, 0);
        }

        Interlocked.MemoryBarrierProcessWide();
    }

    /// <summary>For the flusher: takes the turn to bring events into files, which somebody outside may have (<see cref="RingHeader.TakesTurns"/>).</summary>
    public bool TryTakeTurn(TimeSpan patience) => _mapping.TryTakeTurn(patience);

    public void EndTurn() => _mapping.EndTurn();

    /// <summary>For the flusher: what somebody noted of a file, who died before he could say that it has its final name, holds.</summary>
    public void SettlePublished()
    {
        for (uint index = 0; index < _header->ChunksPrepared; index++)
        {
            ChunkHeader* chunk = ChunkAt(index);
            if (Volatile.Read(ref chunk->State) is ChunkState.Open or ChunkState.Complete)
            {
                chunk->Drained = chunk->Draining;
            }
        }

        Lanes.SettlePublished();
    }

    /// <summary>Deletes the file: everything in it is in trace files.</summary>
    public void Delete()
    {
        foreach (Lane? lane in Lanes)
        {
            lane?.Freeze();
        }

        _header->IsClosed = 1;
        _mapping.Delete((long)_header->StringsOffset, CountLastWrites);
    }

    /// <summary>Counts the events that held-up threads completed between the freezing of their lanes and the loss of the memory.</summary>
    private void CountLastWrites()
    {
        foreach (Lane? lane in Lanes)
        {
            if (lane is not null && lane.FrozenChunk != NoChunk)
            {
                lane.RaiseFrozen(_mapping.ReadFile((byte*)&lane.FrozenChunk->Committed - _mapping.Start));
            }
        }
    }

    /// <summary>For the flusher: what the user should know of the file and has not been told; null if there is nothing.</summary>
    public string? TakeWarning()
    {
        if (_isFileMissed || _mapping.IsFileThere)
        {
            return null;
        }

        _isFileMissed = true;
        return $"The buffer '{_mapping.Path}' has been removed. Events are recorded and written to files as before; but what is not in a file yet when the process dies is lost. "
            + "A new tracer has a new one.";
    }

    /// <summary>Leaves the file behind for a salvager: not everything in it could be written.</summary>
    public void Abandon() => _mapping.Release();

    private void HurryFlusher() => Hurry?.Invoke();

    private void WriteHeader(RunClock run, Durability durability, TracerMode mode, int lanes, long stringsOffset, long chunksOffset)
    {
        _header->Layout = RingHeader.CurrentLayout;
        _header->ProcessId = (uint)Environment.ProcessId;
        _header->BatchStart = run.BatchStart;
        _header->StartTicks = run.AtStart.Ticks;
        _header->TicksPerSecond = run.TicksPerSecond;
        _header->FormatVersion = (uint)run.Version;
        _header->LaneCapacity = (uint)lanes;
        _header->LanesOffset = (ulong)RingLayout.LanesOffset;
        _header->StringsOffset = (ulong)stringsOffset;
        _header->StringsCapacity = (ulong)(chunksOffset - stringsOffset);
        _header->ChunksOffset = (ulong)chunksOffset;
        _header->ChunkCapacity = (uint)ChunkCapacity;
        _header->DropCause = (uint)DropCause.BufferFull;
        _header->IsLocked = _mapping.IsLocked ? 1u : 0;
        _header->BootId = BootId.Current;
        _header->Durability = (uint)durability;
        _header->Mode = (uint)mode;
        _header->TakesTurns = mode == TracerMode.FlightRecorder && _mapping.KnowsTurns ? 1u : 0;

        // The magic last: a file that has it has the rest.
        Volatile.Write(ref _header->Magic, RingHeader.RingMagic);
    }
}
