using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>The events that a lane found no room for, and how many of them trace files speak of.</summary>
internal sealed unsafe class LostEvents
{
    private readonly LaneSlot* _slot;
    private LostGap _atEnd;
    private ulong _reported;
    private long _reportedUntil;

    public LostEvents(LaneSlot* slot)
    {
        _slot = slot;
        _reported = slot->LostReported;
        _reportedUntil = slot->ReportedUntil;
    }

    /// <summary>The gap that no chunk has ended yet, as of the last <see cref="Begin"/>.</summary>
    public LostGap AtEnd => _atEnd;

    /// <summary>Whether files with their final names speak of all that was lost.</summary>
    public bool AreReported => Volatile.Read(ref _slot->Lost) == _slot->LostReported;

    /// <summary>Looks at what has been lost by now.</summary>
    /// <param name="newestSequence">The lane's newest chunk that the flusher knows of.</param>
    public void Begin(ulong newestSequence)
    {
        // The order matters: values of a later gap would come with a later chunk's sequence.
        ulong lost = Volatile.Read(ref _slot->Lost);
        long last = Volatile.Read(ref _slot->GapLast);
        long first = Volatile.Read(ref _slot->GapFirst);
        if (Volatile.Read(ref _slot->NewestSequence) == newestSequence)
        {
            _atEnd = new LostGap(lost, first, last);
        }
    }

    /// <summary>Whether there is something in a gap that has not been written of.</summary>
    public bool IsNews(in LostGap gap) => gap.LostByThen > _reported;

    /// <summary>Where a gap ends in the order of time.</summary>
    /// <remarks>It may have been before events that were given up since, and that has been told.</remarks>
    public long EndOf(in LostGap gap) => Math.Max(gap.Last, _reportedUntil);

    /// <summary>Writes of a gap.</summary>
    /// <returns>The time at which it ends.</returns>
    public ulong WriteTo(TraceBatch batch, in LostGap gap, ulong earliest)
    {
        // The beginning of a long gap may have been reported: then the rest begins where that report ended.
        long end = EndOf(gap);
        ulong time = batch.WriteGap(gap.LostByThen - _reported, Math.Min(Math.Max(gap.First, _reportedUntil), end), end, earliest);
        _reported = gap.LostByThen;
        _reportedUntil = end;
        return time;
    }

    /// <summary>The file speaks of something else up to then: no gap that is written later begins before it.</summary>
    public void PassBy(long ticks) => _reportedUntil = Math.Max(_reportedUntil, ticks);

    /// <summary>Notes in the ring what will be done once the file has its final name.</summary>
    public void Prepare()
    {
        _slot->LostReporting = _reported;
        _slot->ReportingUntil = _reportedUntil;
    }

    /// <summary>What was written is in a file with its final name.</summary>
    public void Commit()
    {
        _slot->LostReported = _reported;
        _slot->ReportedUntil = _reportedUntil;
    }

    /// <summary>Goes on where somebody else ended who had the turn.</summary>
    /// <returns>How many he has written of.</returns>
    public ulong GoOnAfterOthers()
    {
        ulong reported = _slot->LostReported - _reported;
        RollBack();
        return reported;
    }

    /// <summary>What was written since the last commit is to be written again.</summary>
    public void RollBack()
    {
        _reported = _slot->LostReporting = _slot->LostReported;
        _reportedUntil = _slot->ReportingUntil = _slot->ReportedUntil;
    }
}
