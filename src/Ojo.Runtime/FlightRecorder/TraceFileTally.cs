using Ojo.Flushing;
using Ojo.Format;

namespace Ojo.FlightRecorder;

/// <summary>What one trace file adds to the snapshot that it is of.</summary>
/// <param name="Events">How many events it holds.</param>
/// <param name="Overwritten">Of how many it says that they were overwritten.</param>
/// <param name="Lost">Of how many it says that they were lost.</param>
/// <param name="LastTime">The time of its last record.</param>
internal readonly record struct TraceFileTally(long Events, long Overwritten, long Lost, ulong LastTime)
{
    private const int RecordsAtOnce = 1 << 14;

    public static TraceFileTally Of(TraceBatch batch) => new(batch.Events, batch.Overwritten, batch.Lost, batch.LastTime);

    /// <summary>Counts what is in a file that somebody else wrote.</summary>
    /// <exception cref="TraceFormatException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TraceFileTally Read(string path)
    {
        using TraceFileReader reader = TraceFileReader.Open(path);
        TraceRecord[] records = new TraceRecord[RecordsAtOnce];
        TraceFileTally tally = default;
        for (int count = reader.Read(records); count > 0; count = reader.Read(records))
        {
            foreach (ref readonly TraceRecord record in records.AsSpan(0, count))
            {
                tally = record.EventType switch
                {
                    MetaEvent.EventsDropped when record.FlowId == (uint)DropCause.Overwritten => tally with { Overwritten = tally.Overwritten + (long)record.Payload },
                    MetaEvent.EventsDropped => tally with { Lost = tally.Lost + (long)record.Payload },
                    _ when Catalogue.EventTypeId.IsMeta(record.EventType) => tally,
                    _ => tally with { Events = tally.Events + 1 },
                };
            }
        }

        return tally with { LastTime = reader.LastTime };
    }
}
