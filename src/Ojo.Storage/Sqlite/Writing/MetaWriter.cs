using Ojo.Format;
using Ojo.Storage.Ingestion;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Takes in the records that speak about the trace itself: gaps, strings, clock readings.</summary>
internal sealed class MetaWriter : IDisposable
{
    /// <summary>No tracer loses more at once; what says so is damaged, and must not make every sum overflow.</summary>
    private const ulong MostLost = 1UL << 40;

    private readonly Statement _addGap;
    private readonly Statement _addString;
    private readonly Statement _addClock;

    public MetaWriter(sqlite3 connection)
    {
        _addGap = new Statement(connection, "INSERT INTO ojo_gap (run, file, from_ns, to_ns, cause, events) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        _addString = new Statement(connection, "INSERT OR IGNORE INTO ojo_string VALUES (?1, ?2, ?3)");
        _addClock = new Statement(connection, "INSERT OR IGNORE INTO ojo_clock VALUES (?1, ?2, ?3)");
    }

    /// <summary>Takes a slice's meta records in.</summary>
    /// <returns>How many events they say were lost.</returns>
    public long Write(EventSlice slice, long run, long file, long tickNs)
    {
        long dropped = 0;
        foreach (int index in slice.MetaRecords)
        {
            ReadOnlySpan<TraceRecord> records = slice.RecordsOf(index);
            ref readonly TraceRecord head = ref records[0];
            long ns = EventSlice.ToNs(head.TsDelta, tickNs);
            switch (head.EventType)
            {
                case MetaEvent.EventsDropped:
                    long events = (long)Math.Min(head.Payload, MostLost);
                    long fromNs = records.Length > 1 ? EventSlice.ToNs(records[1].Payload, tickNs) : ns;
                    _addGap.Bind(1, run).Bind(2, file).Bind(3, fromNs).Bind(4, ns).Bind(5, head.FlowId).Bind(6, events).Execute();
                    dropped += events;
                    break;
                // 0 stands for no string.
                case MetaEvent.StringDefine when head.FlowId != 0:
                    _addString.Bind(1, run).Bind(2, head.FlowId).BindUtf8(3, MetaText.Of(records)).Execute();
                    break;
                case MetaEvent.ClockSync:
                    _addClock.Bind(1, run).Bind(2, ns).Bind(3, EventSlice.ToNs(head.Payload, tickNs)).Execute();
                    break;
            }
        }

        return dropped;
    }

    public void Dispose()
    {
        _addGap.Dispose();
        _addString.Dispose();
        _addClock.Dispose();
    }
}
