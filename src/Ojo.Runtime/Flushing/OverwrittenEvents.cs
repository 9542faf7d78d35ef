using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>The events of a lane that a flight recorder gave up for newer ones, and how many of them trace files speak of.</summary>
/// <remarks>They are always the oldest that there were.</remarks>
internal sealed unsafe class OverwrittenEvents
{
    private readonly LaneSlot* _slot;
    private ulong _reported;
    private long _first = long.MaxValue;

    // What was given up by the beginning of the round, which is what the round writes of: the rest is later than all it writes.
    private ulong _begun;
    private long _begunLast;
    private long _firstSince = long.MaxValue;

    public OverwrittenEvents(LaneSlot* slot) => _slot = slot;

    /// <summary>Whether there are some that have not been written of, as of the last <see cref="Begin"/>.</summary>
    public bool AreNews => _begun > _reported;

    /// <summary>The ticks of the newest of them.</summary>
    public long LastTicks => _begunLast;

    /// <summary>Whether files with their final names speak of all of them.</summary>
    public bool AreReported => _slot->Overwritten == _slot->OverwrittenReported;

    /// <summary>Looks at what has been given up by now.</summary>
    public void Begin()
    {
        _first = _slot->OverwrittenReported == _begun ? _firstSince : Math.Min(_first, _firstSince);
        _firstSince = long.MaxValue;
        _begun = _slot->Overwritten;
        _begunLast = _slot->OverwrittenLast;
    }

    /// <summary>Gives up what is left in a chunk, counts it, and makes the chunk free.</summary>
    /// <remarks>
    /// What the slot is to say is noted in the chunk first, and the chunk becomes free last: at whichever step the process
    /// dies, the events are either there or counted.
    /// </remarks>
    /// <returns>How many events there were.</returns>
    public long GiveUp(in ChunkDrain drain, Ring ring)
    {
        ChunkHeader* chunk = drain.Chunk;
        ulong events = drain.EventsLeft;
        if (events > 0)
        {
            _firstSince = Math.Min(_firstSince, drain.NextTicks);
            ulong overwritten = _slot->Overwritten + events;
            long last = drain.LastTicks;
            chunk->GapFirst = (long)overwritten;
            chunk->GapLast = last;
            TestPoint.Reach(RecordingStep.OverwritingNoted);
            Volatile.Write(ref chunk->State, ChunkState.Overwritten);
            TestPoint.Reach(RecordingStep.ChunkMarkedOverwritten);
            _slot->OverwrittenLast = last;
            TestPoint.Reach(RecordingStep.OverwrittenTimed);
            Volatile.Write(ref _slot->Overwritten, overwritten);
            TestPoint.Reach(RecordingStep.OverwrittenCounted);
        }

        ring.Free(chunk);
        return (long)events;
    }

    /// <summary>Writes of all that have not been written of.</summary>
    /// <returns>The time of the last.</returns>
    public ulong WriteTo(TraceBatch batch, ulong earliest)
    {
        ulong time = batch.WriteOverwritten(_begun - _reported, Math.Min(_first, LastTicks), LastTicks, earliest);
        _reported = _begun;
        return time;
    }

    /// <summary>Notes in the ring what will be done once the file has its final name.</summary>
    public void Prepare() => _slot->OverwrittenReporting = _reported;

    /// <summary>What was written is in a file with its final name.</summary>
    public void Commit() => _slot->OverwrittenReported = _reported;

    /// <summary>Goes on where somebody else ended who had the turn: what he has written of is all there was.</summary>
    public void GoOnAfterOthers()
    {
        if (_slot->OverwrittenReported != _reported)
        {
            _first = _firstSince = long.MaxValue;
            _begun = _slot->OverwrittenReported;
        }

        RollBack();
    }

    /// <summary>What was written since the last commit is to be written again.</summary>
    public void RollBack() => _reported = _slot->OverwrittenReporting = _slot->OverwrittenReported;
}
