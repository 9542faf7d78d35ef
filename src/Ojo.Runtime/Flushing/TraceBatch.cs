using Ojo.Clocks;
using Ojo.Format;

namespace Ojo.Flushing;

/// <summary>One trace file while it is filled with events from the ring.</summary>
internal sealed class TraceBatch
{
    private readonly Timeline _conversion;
    private readonly long _mostRecords;
    private readonly DropCause _dropCause;

    public TraceBatch(TraceFileWriter writer, Timeline conversion, long mostRecords, DropCause dropCause)
    {
        Writer = writer;
        _conversion = conversion;
        _mostRecords = mostRecords;
        _dropCause = dropCause;
    }

    public TraceFileWriter Writer { get; }

    public Timeline Conversion => _conversion;

    /// <summary>How many records there is room for; an event that has begun is finished all the same.</summary>
    public long Room => _mostRecords - Writer.RecordCount;

    /// <summary>Called each time that a lane's chunk, or a part of one, has been written.</summary>
    public Action? BetweenChunks { get; init; }

    /// <summary>How many events have been written, gaps and EXTEND records not counted.</summary>
    public long Events { get; set; }

    /// <summary>The time of the last record: within a file none is earlier than the one before it.</summary>
    public ulong LastTime { get; set; }

    /// <summary>Of how many lost events it speaks.</summary>
    public long Lost { get; private set; }

    /// <summary>Of how many overwritten events it speaks.</summary>
    public long Overwritten { get; private set; }

    /// <summary>Writes that <paramref name="count"/> events were lost between two instants, neither before <paramref name="earliest"/>.</summary>
    /// <remarks>
    /// A gap that goes on begins at ticks whose time has been told; where many anchors of the clock have come since, they may be some
    /// nanoseconds earlier now.
    /// </remarks>
    /// <returns>The time of the latter.</returns>
    public ulong WriteGap(ulong count, long firstTicks, long lastTicks, ulong earliest)
    {
        Lost += (long)count;
        return WriteGap(_dropCause, count, Math.Max(earliest, _conversion.ToUnits(firstTicks)), lastTicks, earliest);
    }

    /// <summary>Writes likewise that <paramref name="count"/> events were given up for newer ones.</summary>
    /// <returns>The time of the latter instant.</returns>
    public ulong WriteOverwritten(ulong count, long firstTicks, long lastTicks, ulong earliestEnd)
    {
        Overwritten += (long)count;
        return WriteGap(DropCause.Overwritten, count, _conversion.ToUnits(firstTicks), lastTicks, earliestEnd);
    }

    private ulong WriteGap(DropCause cause, ulong count, ulong first, long lastTicks, ulong earliestEnd)
    {
        ulong end = LastTime = Math.Max(Math.Max(earliestEnd, LastTime), _conversion.ToUnits(lastTicks));
        Writer.Write(new TraceRecord(end, (uint)cause, MetaEvent.EventsDropped, count));
        Writer.Write(new TraceRecord(end, (uint)cause, MetaEvent.Extend, Math.Min(end, first)));
        return end;
    }
}
