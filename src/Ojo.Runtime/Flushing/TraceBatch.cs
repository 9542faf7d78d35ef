using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Flushing;

/// <summary>One trace file while it is filled with events from the ring.</summary>
internal sealed class TraceBatch
{
    private readonly TickConversion _conversion;
    private readonly long _mostRecords;
    private readonly DropCause _dropCause;

    public TraceBatch(TraceFileWriter writer, TickConversion conversion, long mostRecords, DropCause dropCause)
    {
        Writer = writer;
        _conversion = conversion;
        _mostRecords = mostRecords;
        _dropCause = dropCause;
    }

    public TraceFileWriter Writer { get; }

    public TickConversion Conversion => _conversion;

    /// <summary>How many records there is room for; an event that has begun is finished all the same.</summary>
    public long Room => _mostRecords - Writer.RecordCount;

    /// <summary>How many events have been written, gaps and EXTEND records not counted.</summary>
    public long Events { get; set; }

    /// <summary>Of how many lost events it speaks.</summary>
    public long Lost { get; private set; }

    /// <summary>Writes that <paramref name="count"/> events were lost between two instants.</summary>
    public void WriteGap(ulong count, long firstTicks, long lastTicks)
    {
        Lost += (long)count;
        ulong end = _conversion.ToUnits(lastTicks);
        Writer.Write(new TraceRecord(end, (uint)_dropCause, MetaEvent.EventsDropped, count));
        Writer.Write(new TraceRecord(end, (uint)_dropCause, MetaEvent.Extend, _conversion.ToUnits(firstTicks)));
    }
}
