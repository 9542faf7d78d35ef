using Ojo.Format;
using Ojo.Storage.Ingestion;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Appends sorted slices to the store: events, their blocks, the blocks' summaries, and the flows' totals.</summary>
/// <remarks>For use inside the writer's transaction. Its statements are prepared once and serve every file.</remarks>
internal sealed class SliceWriter : IDisposable
{
    /// <summary>How many events a block holds at most.</summary>
    public const int BlockSize = 512;

    /// <summary>A smaller block is read as quickly as its summaries would be, so it has none.</summary>
    public const int SmallestSummed = 64;

    private const uint StreamLinkParent = 0x101;

    private readonly RowBatch _events;
    private readonly RowBatch _extends;
    private readonly RowBatch _blocks;
    private readonly RowBatch _flowKeys;
    private readonly SummaryWriter _summaries;
    private readonly Statement _upsertFlow;
    private readonly Statement _addSlice;
    private readonly Statement _addText;
    private readonly Statement _countKey;
    private readonly Statement _lastId;
    private readonly List<IngestKey> _flowKeysMet = [];
    private readonly List<IngestKey> _blockKeysMet = [];

    public SliceWriter(sqlite3 connection)
    {
        _events = new RowBatch(connection, "ojo_event", columns: 4, rows: 50);
        _extends = new RowBatch(connection, "ojo_extend", columns: 3, rows: 50);
        _blocks = new RowBatch(connection, "ojo_block", columns: 9, rows: 10);
        _flowKeys = new RowBatch(connection, "ojo_flow_key", columns: 3, rows: 20, "ON CONFLICT (flow, key) DO UPDATE SET events = events + excluded.events");
        _summaries = new SummaryWriter(connection);
        _upsertFlow = new Statement(connection, """
            INSERT INTO ojo_flow (run, bits, parent, parent_ns, first_ns, last_ns, events, longest)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (run, bits) DO UPDATE SET
                parent = CASE WHEN (excluded.parent_ns, excluded.parent) > (coalesce(parent_ns, -1), coalesce(parent, 0))
                              THEN excluded.parent ELSE parent END,
                parent_ns = CASE WHEN (excluded.parent_ns, excluded.parent) > (coalesce(parent_ns, -1), coalesce(parent, 0))
                              THEN excluded.parent_ns ELSE parent_ns END,
                first_ns = min(first_ns, excluded.first_ns),
                last_ns = max(last_ns, excluded.last_ns),
                events = events + excluded.events,
                longest = max(longest, excluded.longest)
            RETURNING id
            """);
        _addSlice = new Statement(connection, "INSERT INTO ojo_slice VALUES (?1, ?2, ?3, ?4, ?5)");
        _addText = new Statement(connection, "INSERT INTO ojo_text VALUES (?1, ?2, ?3)");
        _countKey = new Statement(connection, "UPDATE ojo_key SET events = events + ?2 WHERE id = ?1");
        _lastId = new Statement(connection, EventIds.LastSql);
    }

    /// <summary>Appends a slice.</summary>
    /// <returns>The times of its first and last event; null where it has none.</returns>
    public (long FirstNs, long LastNs)? Write(EventSlice slice, long run, long file, long tickNs, IngestKeys keys, CancellationToken cancellation)
    {
        if (slice.EventCount == 0)
        {
            return null;
        }

        long firstId = _lastId.Scalar()!.Value + 1;
        long id = firstId;
        long firstNs = long.MaxValue;
        long lastNs = 0;
        for (int flow = 0; flow < slice.FlowIds.Count; flow++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<int> events = slice.EventsOf(flow);
            firstNs = Math.Min(firstNs, slice.NsOf(events[0]));
            lastNs = Math.Max(lastNs, slice.NsOf(events[^1]));
            long flowRow = UpsertFlow(slice, run, slice.FlowIds[flow], events);
            for (int start = 0; start < events.Length; start += BlockSize)
            {
                ReadOnlySpan<int> block = events.Slice(start, Math.Min(BlockSize, events.Length - start));
                WriteBlock(slice, block, id, flowRow, file, tickNs, keys);
                id += block.Length;
            }

            CountFlowKeys(flowRow);
        }

        Flush();
        foreach (IngestKey key in keys.All)
        {
            _countKey.Bind(1, key.Id).Bind(2, key.SliceEvents).Execute();
            key.SliceEvents = 0;
        }

        _addSlice.Bind(1, firstId).Bind(2, id - 1).Bind(3, run).Bind(4, firstNs).Bind(5, lastNs).Execute();
        return (firstNs, lastNs);
    }

    /// <summary>Forgets what a transaction that was rolled back had begun.</summary>
    public void Discard()
    {
        _events.Discard();
        _extends.Discard();
        _blocks.Discard();
        _flowKeys.Discard();
        _flowKeysMet.Clear();
        _blockKeysMet.Clear();
    }

    public void Dispose()
    {
        _events.Dispose();
        _extends.Dispose();
        _blocks.Dispose();
        _flowKeys.Dispose();
        _summaries.Dispose();
        _upsertFlow.Dispose();
        _addSlice.Dispose();
        _addText.Dispose();
        _countKey.Dispose();
        _lastId.Dispose();
    }

    private void Flush()
    {
        _events.Flush();
        _extends.Flush();
        _blocks.Flush();
        _flowKeys.Flush();
    }

    private long UpsertFlow(EventSlice slice, long run, uint flowId, ReadOnlySpan<int> events)
    {
        long longest = 0;
        for (int start = 0; start < events.Length; start += BlockSize)
        {
            int end = Math.Min(start + BlockSize, events.Length) - 1;
            longest = Math.Max(longest, slice.NsOf(events[end]) - slice.NsOf(events[start]));
        }

        (long? parent, long? parentNs) = FindParent(slice, flowId, events);
        return _upsertFlow.Bind(1, run).Bind(2, flowId).Bind(3, parent).Bind(4, parentNs)
            .Bind(5, slice.NsOf(events[0])).Bind(6, slice.NsOf(events[^1])).Bind(7, events.Length).Bind(8, longest)
            .Scalar()!.Value;
    }

    /// <summary>The last parent that the flow was given. Of two at one time the larger, so that the order of files is all one.</summary>
    private static (long? Parent, long? Ns) FindParent(EventSlice slice, uint flowId, ReadOnlySpan<int> events)
    {
        (long? Parent, long? Ns) found = default;
        foreach (int traceEvent in events)
        {
            TraceRecord record = slice.Buffer[slice.RecordOf(traceEvent)];
            if (record.EventType == StreamLinkParent && record.Payload != flowId)
            {
                (long Parent, long Ns) link = ((long)record.Payload, slice.NsOf(traceEvent));
                if (found.Ns is null || link.Ns > found.Ns || link.Parent > found.Parent)
                {
                    found = link;
                }
            }
        }

        return found;
    }

    private void WriteBlock(EventSlice slice, ReadOnlySpan<int> events, long firstId, long flowRow, long file, long tickNs, IngestKeys keys)
    {
        bool isSummed = events.Length >= SmallestSummed;
        long firstNs = slice.NsOf(events[0]);
        long lastNs = slice.NsOf(events[^1]);
        long keyBits = 0;
        long id = firstId;
        foreach (int traceEvent in events)
        {
            int record = slice.RecordOf(traceEvent);
            ReadOnlySpan<TraceRecord> records = slice.RecordsOf(record);
            IngestKey key = keys[records[0].EventType];
            long ns = slice.NsOf(traceEvent);
            _events.Add(id, (ns - firstNs) / tickNs, key.Id, (long)records[0].Payload);
            Count(key, ref keyBits);
            if (isSummed)
            {
                var decoded = new TraceEvent(records);
                foreach (FieldSummary summary in key.Summaries)
                {
                    summary.Add(decoded, ns);
                }
            }

            WriteRest(slice, record, records, key, id++);
        }

        _blocks.Add([firstId, firstId + events.Length - 1, flowRow, firstNs, lastNs, tickNs, file, keyBits, isSummed ? 1 : 0]);
        foreach (IngestKey key in _blockKeysMet)
        {
            key.InBlock = false;
            if (isSummed)
            {
                _summaries.Write(flowRow, key, firstId);
            }
        }

        _blockKeysMet.Clear();
    }

    private void Count(IngestKey key, ref long keyBits)
    {
        key.SliceEvents++;
        if (key.FlowEvents++ == 0)
        {
            _flowKeysMet.Add(key);
        }

        if (!key.InBlock)
        {
            key.InBlock = true;
            keyBits |= 1L << (int)(key.Id & 63);
            _blockKeysMet.Add(key);
        }
    }

    private void WriteRest(EventSlice slice, int record, ReadOnlySpan<TraceRecord> records, IngestKey key, long id)
    {
        if (records.Length < key.WordCount)
        {
            throw new TraceFormatException(
                $"The {key.Name} at offset {24 + 24 * (slice.FirstRecord + record)} must have {key.WordCount - 1} EXTEND records after it and has {records.Length - 1}.");
        }

        for (int word = 1; word < records.Length; word++)
        {
            _extends.Add(id, word, (long)records[word].Payload);
        }

        int next = record + records.Length;
        for (int n = 0; next < slice.RecordCount && slice.Buffer[next].EventType == MetaEvent.Text; n++)
        {
            ReadOnlySpan<TraceRecord> text = slice.RecordsOf(next);
            _addText.Bind(1, id).Bind(2, n).BindUtf8(3, MetaText.Of(text)).Execute();
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
