namespace Ojo.Recording;

/// <summary>The lanes of one ring, by the slots that they have in its file: threads take them, the flusher gives back those of the dead.</summary>
/// <remarks>Taking a lane waits for nobody: it is one exchange, on a dead thread's lane or on the stack of free slots.</remarks>
internal sealed unsafe class LaneTable
{
    // The lane of those that have none: more threads than slots, or too late.
    private const uint SharedIndex = 0;

    // How many lanes a new thread looks at to find one that a dead thread left.
    private const int LanesToLookAt = 16;

    private readonly long _tracerId;
    private readonly LaneSlot* _slots;
    private readonly ChunkHeader* _noChunk;
    private readonly IndexStack _free;
    private readonly Lane?[] _lanes;
    private int _count = 1;
    private int _nextToInherit = 1;

    /// <param name="tracerId">Whose the lanes are.</param>
    /// <param name="header">The ring's header.</param>
    /// <param name="slots">The first slot, all of them zeros.</param>
    /// <param name="capacity">How many slots there are.</param>
    public LaneTable(long tracerId, RingHeader* header, LaneSlot* slots, int capacity)
    {
        _tracerId = tracerId;
        _slots = slots;
        _noChunk = &header->NoChunk;
        _free = new IndexStack(&header->FreeLanes, &slots->Next, LaneSlot.ByteSize);
        _lanes = new Lane?[capacity];
        for (uint index = (uint)capacity - 1; index > SharedIndex; index--)
        {
            _free.Push(index);
        }

        Shared = NewLane(SharedIndex, thread: null);
    }

    /// <summary>The lane of those that have none of their own.</summary>
    public Lane Shared { get; }

    /// <summary>Whether a thread that has none can be given a lane.</summary>
    public bool HasFree => !_free.IsEmpty;

    /// <summary>How many slots have been in use at a time.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The lane that has a slot; null if it is free.</summary>
    public Lane? this[uint index] => Volatile.Read(ref _lanes[index]);

    /// <summary>The slots that have been in use, with null for those that are free; lanes that come after the call may be missing.</summary>
    public ReadOnlySpan<Lane?>.Enumerator GetEnumerator() => ((ReadOnlySpan<Lane?>)_lanes.AsSpan(0, Count)).GetEnumerator();

    /// <summary>Gives the calling thread a lane; null if as many threads as there are slots have one.</summary>
    public Lane? TryOpen()
    {
        if (TryInherit() is { } inherited)
        {
            return inherited;
        }

        if (!_free.TryPop(out uint index))
        {
            return null;
        }

        TestPoint.Reach(RecordingStep.LanePopped);
        Lane lane = NewLane(index, Thread.CurrentThread);
        TestPoint.Reach(RecordingStep.LaneTaken);
        int count = Volatile.Read(ref _count);
        while (count <= index)
        {
            count = Interlocked.CompareExchange(ref _count, (int)index + 1, count);
        }

        return lane;
    }

    /// <summary>For the flusher: gives back the slot of a dead thread's lane, of which nothing is left to be drained.</summary>
    public void Free(Lane lane)
    {
        Volatile.Write(ref _lanes[lane.Index], null);
        TestPoint.Reach(RecordingStep.LaneForgotten);

        // A salvager passes over a slot that is not taken, whatever else is left in it.
        Volatile.Write(ref lane.Slot->IsTaken, 0);
        *lane.Slot = default;
        TestPoint.Reach(RecordingStep.LaneCleared);
        _free.Push(lane.Index);
        TestPoint.Reach(RecordingStep.LaneFreed);
    }

    /// <summary>For the flusher: what the slots say that a file will tell has been told.</summary>
    public void SettlePublished()
    {
        foreach (Lane? lane in this)
        {
            if (lane is not null)
            {
                LaneSlot* slot = lane.Slot;
                (slot->LostReported, slot->ReportedUntil) = (slot->LostReporting, slot->ReportingUntil);
                slot->OverwrittenReported = slot->OverwrittenReporting;
            }
        }
    }

    /// <summary>
    /// Gives the calling thread the lane of a dead one, with its half-empty chunk. What the two record is in one order of time, as
    /// one came after the other; and threads that live for a few events only do not take a chunk each.
    /// </summary>
    private Lane? TryInherit()
    {
        int lanes = Count;
        int at = Volatile.Read(ref _nextToInherit);
        for (int looks = Math.Min(LanesToLookAt, lanes - 1); looks > 0; looks--)
        {
            at = at < lanes ? at : 1;
            if (Volatile.Read(ref _lanes[at]) is { } lane && lane.TryInherit(Thread.CurrentThread))
            {
                // It is looked at first the next time: whoever lives for a moment is dead again by then.
                Volatile.Write(ref _nextToInherit, at);
                return lane;
            }

            at++;
        }

        Volatile.Write(ref _nextToInherit, at);
        return null;
    }

    private Lane NewLane(uint index, Thread? thread)
    {
        LaneSlot* slot = _slots + index;
        Lane lane = new(_tracerId, index, slot, _noChunk, thread);
        slot->ThreadId = (uint)(thread?.ManagedThreadId ?? 0);
        Volatile.Write(ref slot->IsTaken, 1);
        Volatile.Write(ref _lanes[index], lane);
        return lane;
    }
}
