using System.Runtime.InteropServices;
using Ojo.Format;
using Ojo.Storage.Ingestion;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Appends sorted slices to the store: events, their blocks, the blocks' summaries, and the flows' totals.</summary>
/// <remarks>For use inside the writer's transaction. Its statements are prepared once and serve every file.</remarks>
internal sealed class SliceWriter : IDisposable
{
    /// <summary>With fewer events to a block, a slice's small blocks are worth the work of merging them with others.</summary>
    private const int SmallOnAverage = 128;

    /// <summary>How many events ahead a record is asked for.</summary>
    private const int Ahead = 8;

    private readonly BlockWriter _blocks;
    private readonly FlowTable _flows;
    private readonly StretchWriter _stretches;
    private readonly RowBatch _flowKeys;
    private readonly Statement _addSlice;
    private readonly Statement _countKey;
    private readonly Statement _lastId;
    private readonly List<IngestKey> _flowKeysMet = [];
    private readonly List<long> _flowRows = [];
    private byte[] _text = [];

    public SliceWriter(sqlite3 connection)
    {
        _blocks = new BlockWriter(connection);
        _flows = new FlowTable(connection);
        _stretches = new StretchWriter(connection);
        _flowKeys = new RowBatch(connection, "ojo_flow_key", columns: 3, rows: 20, "ON CONFLICT (flow, key) DO UPDATE SET events = events + excluded.events");
        _addSlice = new Statement(connection, "INSERT INTO ojo_slice (first_id, last_id, run, first_ns, last_ns, place, small) VALUES (?1, ?2, ?3, ?4, ?5, ?1, ?6)");
        _countKey = new Statement(connection, "UPDATE ojo_key SET events = events + ?2 WHERE id = ?1");
        _lastId = new Statement(connection, EventIds.LastSql);
    }

    /// <summary>Appends a slice.</summary>
    /// <returns>The times of its first and last event and its longest stretch; null where it has none.</returns>
    public SliceSpan? Write(EventSlice slice, long run, long file, long tickNs, IngestKeys keys, CancellationToken cancellation)
    {
        if (slice.EventCount == 0)
        {
            return null;
        }

        long firstId = _lastId.Scalar()!.Value + 1;
        long id = firstId;
        long firstNs = long.MaxValue;
        long lastNs = 0;
        int blocks = 0;
        int small = 0;
        _flowRows.Clear();
        for (int flow = 0; flow < slice.FlowIds.Count; flow++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<int> events = slice.EventsOf(flow);
            ReadOnlySpan<int> following = slice.EventsFrom(flow);
            firstNs = Math.Min(firstNs, slice.NsOf(events[0]));
            lastNs = Math.Max(lastNs, slice.NsOf(events[^1]));
            long flowRow = AddFlow(slice, run, slice.FlowIds[flow], events);
            _flowRows.Add(flowRow);
            int ofFlow = BlockWriter.BlocksOf(events.Length);
            for (int n = 0; n < ofFlow; n++)
            {
                (int start, int end) = (BlockWriter.StartOf(n, ofFlow, events.Length), BlockWriter.StartOf(n + 1, ofFlow, events.Length));
                id = WriteBlock(slice, events[start..end], following[start..], id, flowRow, file, tickNs, keys);
                blocks++;
                small += end - start < BlockWriter.SmallestSummed ? 1 : 0;
            }

            CountFlowKeys(flowRow);
        }

        _blocks.Flush();
        _flowKeys.Flush();
        StoreSteps.Reach(StoreStep.EventsWritten);
        long longest = _stretches.Write(new SliceInTime(slice, keys), run, CollectionsMarshal.AsSpan(_flowRows));
        foreach (IngestKey key in keys.All)
        {
            _countKey.Bind(1, key.Id).Bind(2, key.SliceEvents).Execute();
            key.SliceEvents = 0;
        }

        _addSlice.Bind(1, firstId).Bind(2, id - 1).Bind(3, run).Bind(4, firstNs).Bind(5, lastNs)
            .Bind(6, slice.EventCount < blocks * SmallOnAverage ? small : 0).Execute();
        return new SliceSpan(firstNs, lastNs, longest);
    }

    /// <summary>Forgets what a transaction that was rolled back had begun.</summary>
    public void Discard()
    {
        _blocks.Discard();
        _flowKeys.Discard();
        _flowKeysMet.Clear();
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _flows.Dispose();
        _stretches.Dispose();
        _flowKeys.Dispose();
        _addSlice.Dispose();
        _countKey.Dispose();
        _lastId.Dispose();
    }

    private long AddFlow(EventSlice slice, long run, ulong flowId, ReadOnlySpan<int> events)
    {
        long longest = 0;
        int blocks = BlockWriter.BlocksOf(events.Length);
        int summed = events.Length / blocks >= BlockWriter.SmallestSummed ? blocks : 0;
        for (int block = 0; block < blocks; block++)
        {
            (int start, int end) = (BlockWriter.StartOf(block, blocks, events.Length), BlockWriter.StartOf(block + 1, blocks, events.Length));
            longest = Math.Max(longest, slice.NsOf(events[end - 1]) - slice.NsOf(events[start]));
        }

        long flow = _flows.Add(run, flowId, slice.NsOf(events[0]), slice.NsOf(events[^1]), events.Length, longest, summed);
        if (slice.HasLinks && FindParent(slice, flowId, events) is (long parent, long ns))
        {
            _flows.Link(flow, parent, ns);
        }

        return flow;
    }

    /// <summary>The last parent that the flow was given. Of two at one time the larger, so that the order of files is all one.</summary>
    private static (long Parent, long Ns)? FindParent(EventSlice slice, ulong flowId, ReadOnlySpan<int> events)
    {
        (long Parent, long Ns)? found = null;
        foreach (int traceEvent in events)
        {
            ref readonly TraceRecord record = ref slice.Buffer[traceEvent];
            if (record.EventType == EventSlice.StreamLinkParent && record.Payload != flowId)
            {
                (long Parent, long Ns) link = ((long)record.Payload, slice.NsOf(traceEvent));
                if (found is not { } last || link.Ns > last.Ns || link.Parent > last.Parent)
                {
                    found = link;
                }
            }
        }

        return found;
    }

    private long WriteBlock(
        EventSlice slice, ReadOnlySpan<int> events, ReadOnlySpan<int> following, long firstId, long flowRow, long file, long tickNs, IngestKeys keys)
    {
        _blocks.Begin(new BlockStart(firstId, flowRow, file, slice.NsOf(events[0]), tickNs, events.Length >= BlockWriter.SmallestSummed));
        for (int index = 0; index < events.Length; index++)
        {
            int record = events[index];
            if (index + Ahead < following.Length)
            {
                slice.Expect(following[index + Ahead]);
            }

            ReadOnlySpan<TraceRecord> records = slice.RecordsOf(record);
            IngestKey key = keys.Find(records[0].EventType, slice);
            RequireWords(slice, record, records.Length, key);
            _blocks.Add(key, slice.NsOf(record), slot: 0, records);
            WriteTexts(slice, record + records.Length);
            key.SliceEvents++;
            if (key.FlowEvents++ == 0)
            {
                _flowKeysMet.Add(key);
            }
        }

        return _blocks.End(slice.NsOf(events[^1]));
    }

    private static void RequireWords(EventSlice slice, int record, int words, IngestKey key)
    {
        if (words < key.WordCount)
        {
            throw new TraceFormatException(
                $"The {key.Name} at offset {24 + 24 * (slice.FirstRecord + record)} must have {key.WordCount - 1} EXTEND records after it and has {words - 1}.");
        }
    }

    private void WriteTexts(EventSlice slice, int next)
    {
        while (next < slice.RecordCount && slice.Buffer[next].EventType == MetaEvent.Text)
        {
            ReadOnlySpan<TraceRecord> text = slice.RecordsOf(next);
            _blocks.AddText(MetaText.Of(text, ref _text));
            next += text.Length;
        }
    }

    private void CountFlowKeys(long flowRow)
    {
        foreach (IngestKey key in _flowKeysMet)
        {
            _flowKeys.Add(flowRow, key.Id, key.FlowEvents);
            key.FlowEvents = 0;
        }

        _flowKeysMet.Clear();
    }
}
