namespace Ojo.Recording;

/// <summary>One thread's way into one tracer's ring: its slot and its open chunk.</summary>
/// <remarks>
/// Everything here is the thread's own, except that the flusher reads <see cref="Chunk"/>. Once the thread is dead, another one
/// or the flusher takes over, whichever exchanges the thread first. It does not refer to the tracer, so a lane that a
/// thread still lists does not keep a tracer alive.
/// </remarks>
internal sealed unsafe class Lane
{
    private Thread? _thread;
    private Thread? _dead;
    private int _version;
    private int _frozenVersion = -1;
    private ChunkHeader* _frozenChunk;
    private ulong _frozenEvents;
    private bool _isInGap;

    public Lane(long tracerId, uint index, LaneSlot* slot, ChunkHeader* chunk, Thread? thread)
    {
        TracerId = tracerId;
        Index = index;
        Slot = slot;
        Chunk = chunk;
        _thread = thread;
    }

    public long TracerId { get; }

    public uint Index { get; }

    public LaneSlot* Slot { get; }

    /// <summary>The open chunk, or <see cref="RingHeader.NoChunk"/>.</summary>
    public ChunkHeader* Chunk { get; private set; }

    /// <summary>Whether the tracer has been disposed and its file is gone.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The thread's lane for another tracer.</summary>
    public Lane? NextOnThread { get; set; }

    /// <summary>How many events have gone into the lane's chunks, from its beginning.</summary>
    /// <remarks>The count of completed chunks and that of the open one are of the same instant: no switch of chunks came between.</remarks>
    public ulong EventsStored
    {
        get
        {
            SpinWait spin = default;
            while (true)
            {
                int version = Volatile.Read(ref _version);
                ulong events = Slot->EventsCompleted + EventsInChunk();
                Interlocked.MemoryBarrier();
                if ((version & 1) == 0 && version == Volatile.Read(ref _version))
                {
                    return events;
                }

                spin.SpinOnce();
            }
        }
    }

    /// <summary>How many events the lane has lost, from its beginning.</summary>
    public ulong EventsLost => Volatile.Read(ref Slot->Lost);

    /// <summary>Makes <paramref name="heir"/> the lane's thread if its own is dead.</summary>
    public bool TryInherit(Thread heir)
    {
        // Not the lane that many threads count their losses in, nor one that the flusher has taken: they have no thread.
        if (Volatile.Read(ref _thread) is not { IsAlive: false } dead || Interlocked.CompareExchange(ref _thread, heir, dead) != dead)
        {
            return false;
        }

        TestPoint.Reach(RecordingStep.LaneInherited);
        Slot->ThreadId = (uint)heir.ManagedThreadId;
        return true;
    }

    /// <summary>For the flusher: takes the lane if its thread is dead. Nobody else will have it then.</summary>
    public bool TryTakeFromDead()
    {
        if (Volatile.Read(ref _thread) is not { IsAlive: false } dead || Interlocked.CompareExchange(ref _thread, null, dead) != dead)
        {
            return false;
        }

        _dead = dead;
        return true;
    }

    /// <summary>For the flusher: lets go of a lane that it took from a dead thread. It is as if the flusher had never had it.</summary>
    public void LeaveToHeirs() => Volatile.Write(ref _thread, _dead);

    /// <summary>Gives the open chunk away; there is none afterwards.</summary>
    public void Close(ChunkHeader* noChunk)
    {
        ulong events = EventsInChunk();
        Volatile.Write(ref _version, _version + 1);
        Interlocked.MemoryBarrier();
        Slot->EventsCompleted += events;
        Chunk = noChunk;
        Volatile.Write(ref Slot->Chunk, 0);
        Volatile.Write(ref _version, _version + 1);
    }

    /// <summary>Writes into <paramref name="chunk"/> from now on. A gap before it is over.</summary>
    public void Open(ChunkHeader* chunk, uint index)
    {
        Volatile.Write(ref Slot->NewestSequence, chunk->Sequence);
        Volatile.Write(ref Slot->Chunk, index + 1);
        Chunk = chunk;
        _isInGap = false;
    }

    /// <summary>Counts an event for which there was no room.</summary>
    public void CountLost(long ticks)
    {
        if (!_isInGap)
        {
            _isInGap = true;
            Volatile.Write(ref Slot->GapFirst, ticks);
        }

        Volatile.Write(ref Slot->GapLast, ticks);
        TestPoint.Reach(RecordingStep.LossTimed);
        Volatile.Write(ref Slot->Lost, Slot->Lost + 1);
        TestPoint.Reach(RecordingStep.LossCounted);
    }

    /// <summary>The same for any number of threads at once.</summary>
    public void CountLostByAnyThread(long ticks)
    {
        Interlocked.CompareExchange(ref Slot->GapFirst, ticks, 0);
        long last = Volatile.Read(ref Slot->GapLast);
        while (last < ticks)
        {
            long found = Interlocked.CompareExchange(ref Slot->GapLast, ticks, last);
            if (found == last)
            {
                break;
            }

            last = found;
        }

        Interlocked.Increment(ref Slot->Lost);
    }

    /// <summary>Remembers how much is in the open chunk, whose memory is about to be taken away.</summary>
    /// <remarks>
    /// What is remembered holds until the chunk is closed. Its thread may do that at any time, and may even be given the
    /// same chunk again: it counts from 0 then.
    /// </remarks>
    public void Freeze()
    {
        SpinWait spin = default;
        while (true)
        {
            int version = Volatile.Read(ref _version);
            ChunkHeader* chunk = Chunk;
            ulong events = Volatile.Read(ref chunk->Committed) >> 32;
            Interlocked.MemoryBarrier();
            if ((version & 1) == 0 && version == Volatile.Read(ref _version))
            {
                _frozenChunk = chunk;
                _frozenEvents = events;
                Volatile.Write(ref _frozenVersion, version);
                break;
            }

            spin.SpinOnce();
        }

        IsClosed = true;
        Interlocked.MemoryBarrier();
    }

    /// <summary>The chunk that was open when the lane was frozen.</summary>
    public ChunkHeader* FrozenChunk => _frozenChunk;

    /// <summary>Remembers what a chunk's <see cref="ChunkHeader.Committed"/> was in the end.</summary>
    public void RaiseFrozen(ulong committed) =>
        Volatile.Write(ref _frozenEvents, Math.Max(_frozenEvents, committed >> 32));

    private ulong EventsInChunk()
    {
        // In this order: a chunk that is found empty because its memory was taken away has been frozen before.
        ulong events = Volatile.Read(ref Chunk->Committed) >> 32;
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref _frozenVersion) == _version ? Math.Max(events, Volatile.Read(ref _frozenEvents)) : events;
    }
}
