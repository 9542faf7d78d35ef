using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Storage.Ingestion;

/// <summary>A stretch of a trace file in memory, and the order (flow, time) in which its events go into the store.</summary>
/// <remarks>
/// A file's records come in order of time, so sorting is counting the events of each flow and placing them: linear, and
/// events of one time keep the order of the file. Only a file of a careless writer is really sorted.
/// </remarks>
internal sealed class EventSlice
{
    /// <summary>How many records a slice holds: what bounds the memory of ingestion.</summary>
    public const int Capacity = 512 * 1024;

    private readonly TraceRecord[] _records;
    private readonly Dictionary<uint, int> _ordinals = [];
    private readonly List<uint> _flowIds = [];
    private readonly List<int> _meta = [];
    private readonly int[] _heads;
    private readonly int[] _headFlows;
    private readonly long[] _ns;
    private readonly int[] _order;
    private int[] _rank = [];
    private int[] _starts = [];
    private int[] _next = [];
    private int _headCount;

    public EventSlice(int capacity = Capacity)
    {
        _records = new TraceRecord[capacity];
        _heads = new int[capacity];
        _headFlows = new int[capacity];
        _ns = new long[capacity];
        _order = new int[capacity];
    }

    /// <summary>Where the reader puts the records.</summary>
    public Span<TraceRecord> Buffer => _records;

    /// <summary>How many records there are.</summary>
    public int RecordCount { get; private set; }

    /// <summary>The place in the file of the first record here.</summary>
    public long FirstRecord { get; private set; }

    /// <summary>How many events there are, meta records and continuations not counted.</summary>
    public int EventCount => _headCount;

    /// <summary>The flows that have events here, in order of id.</summary>
    public IReadOnlyList<uint> FlowIds => _flowIds;

    /// <summary>The records about the trace itself, by their place in <see cref="Buffer"/>.</summary>
    public IReadOnlyList<int> MetaRecords => _meta;

    /// <summary>The events of the flow at an index of <see cref="FlowIds"/>, in order of time.</summary>
    public ReadOnlySpan<int> EventsOf(int flow) => _order.AsSpan(_starts[flow], _starts[flow + 1] - _starts[flow]);

    /// <summary>Whether the file has the events in order of time.</summary>
    public bool IsOrdered { get; private set; }

    /// <summary>An event's flow, as an index of <see cref="FlowIds"/>.</summary>
    public int FlowOf(int traceEvent) => _headFlows[traceEvent];

    /// <summary>When an event happened, in nanoseconds since the run's start.</summary>
    public long NsOf(int traceEvent) => _ns[traceEvent];

    /// <summary>The place of an event's head in <see cref="Buffer"/>.</summary>
    public int RecordOf(int traceEvent) => _heads[traceEvent];

    /// <summary>The records of the event whose head is at <paramref name="record"/>: the head and its EXTENDs.</summary>
    public ReadOnlySpan<TraceRecord> RecordsOf(int record)
    {
        int end = record + 1;
        while (end < RecordCount && _records[end].EventType == MetaEvent.Extend)
        {
            end++;
        }

        return _records.AsSpan(record, end - record);
    }

    /// <summary>Sorts the first <paramref name="recordCount"/> records of <see cref="Buffer"/>.</summary>
    /// <param name="recordCount">How many records were read.</param>
    /// <param name="firstRecord">The place in the file of the first of them.</param>
    /// <param name="tickNs">How many nanoseconds a unit of <c>ts_delta</c> is.</param>
    public void Sort(int recordCount, long firstRecord, long tickNs)
    {
        FirstRecord = firstRecord;
        RecordCount = recordCount;
        IsOrdered = FindHeads(tickNs);
        OrderFlows();
        PlaceEvents();
        if (!IsOrdered)
        {
            SortEachFlow();
        }
    }

    /// <summary>A record's time in nanoseconds. What a signed number cannot hold (292 years) becomes the most that it can.</summary>
    public static long ToNs(ulong time, long tickNs) => (long)Math.Min(time, (ulong)(long.MaxValue / tickNs)) * tickNs;

    private bool FindHeads(long tickNs)
    {
        _ordinals.Clear();
        _flowIds.Clear();
        _meta.Clear();
        _headCount = 0;
        bool ordered = true;
        long lastNs = long.MinValue;
        uint lastFlowId = 0;
        int lastFlow = -1;
        for (int index = 0; index < RecordCount; index++)
        {
            ref readonly TraceRecord record = ref _records[index];
            if (EventTypeId.IsMeta(record.EventType))
            {
                if (record.EventType != MetaEvent.Extend)
                {
                    _meta.Add(index);
                }

                continue;
            }

            if (record.FlowId != lastFlowId || lastFlow < 0)
            {
                lastFlowId = record.FlowId;
                lastFlow = OrdinalOf(lastFlowId);
            }

            long ns = ToNs(record.TsDelta, tickNs);
            ordered &= ns >= lastNs;
            lastNs = ns;
            _heads[_headCount] = index;
            _headFlows[_headCount] = lastFlow;
            _ns[_headCount++] = ns;
        }

        return ordered;
    }

    private int OrdinalOf(uint flowId)
    {
        if (!_ordinals.TryGetValue(flowId, out int ordinal))
        {
            ordinal = _flowIds.Count;
            _flowIds.Add(flowId);
            _ordinals.Add(flowId, ordinal);
        }

        return ordinal;
    }

    /// <summary>Puts the flows in order of id; they were numbered as they appeared.</summary>
    private void OrderFlows()
    {
        _flowIds.Sort();
        int flows = _flowIds.Count;
        if (_rank.Length < flows)
        {
            _rank = new int[flows * 2];
        }

        for (int rank = 0; rank < flows; rank++)
        {
            _rank[_ordinals[_flowIds[rank]]] = rank;
        }
    }

    private void PlaceEvents()
    {
        int flows = _flowIds.Count;
        if (_starts.Length < flows + 1)
        {
            _starts = new int[flows * 2 + 1];
            _next = new int[flows * 2];
        }

        Array.Clear(_starts, 0, flows + 1);
        for (int index = 0; index < _headCount; index++)
        {
            int flow = _rank[_headFlows[index]];
            _headFlows[index] = flow;
            _starts[flow + 1]++;
        }

        for (int flow = 1; flow <= flows; flow++)
        {
            _starts[flow] += _starts[flow - 1];
        }

        Array.Copy(_starts, _next, flows);
        for (int index = 0; index < _headCount; index++)
        {
            _order[_next[_headFlows[index]]++] = index;
        }
    }

    private void SortEachFlow()
    {
        for (int flow = 0; flow < _flowIds.Count; flow++)
        {
            _order.AsSpan(_starts[flow], _starts[flow + 1] - _starts[flow])
                .Sort((left, right) => _ns[left] != _ns[right] ? _ns[left].CompareTo(_ns[right]) : left.CompareTo(right));
        }
    }
}
