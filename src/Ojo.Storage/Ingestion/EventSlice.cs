using System.Runtime.Intrinsics.X86;
using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Storage.Ingestion;

/// <summary>A stretch of a trace file in memory, and the order (flow, time) in which its events go into the store.</summary>
/// <remarks>
/// A file's records come in order of time, so sorting is counting the events of each flow and placing them: linear, and
/// events of one time keep the order of the file. Only a file of a careless writer is really sorted.
/// </remarks>
internal sealed class EventSlice : IDisposable
{
    /// <summary>How many records a slice holds: what bounds the memory of ingestion.</summary>
    public const int Capacity = 512 * 1024;

    /// <summary>The event that names a flow's parent.</summary>
    public const uint StreamLinkParent = 0x101;

    /// <summary>The record; an event's place, its flow, and its rank.</summary>
    private const int BytesPerRecord = TraceRecord.ByteSize + 12;

    private readonly Dictionary<ulong, int> _ordinals = [];
    private readonly List<ulong> _flowIds = [];
    private readonly Dictionary<uint, ulong> _wideFlows = [];
    private readonly Dictionary<uint, ulong> _wideTypes = [];
    private readonly List<int> _meta = [];
    private readonly int _capacity;
    private readonly SliceMemory _memory;
    private int[] _rank = [];
    private int[] _starts = [];
    private int[] _next = [];
    private int _headCount;
    private long _tickNs = 1;
    private ulong _mostTime = long.MaxValue;

    public EventSlice(int capacity = Capacity)
    {
        _capacity = capacity;
        _memory = new SliceMemory(BytesPerRecord * capacity);
        _memory.Acquire();
    }

    /// <summary>Where the reader puts the records; empty after <see cref="Release"/>.</summary>
    public Span<TraceRecord> Buffer => _memory.Part<TraceRecord>(0, _capacity);

    /// <summary>How many records there are.</summary>
    public int RecordCount { get; private set; }

    /// <summary>The place in the file of the first record here.</summary>
    public long FirstRecord { get; private set; }

    /// <summary>How many events there are, meta records and continuations not counted.</summary>
    public int EventCount => _headCount;

    /// <summary>The flows that have events here, in order of id.</summary>
    public IReadOnlyList<ulong> FlowIds => _flowIds;

    /// <summary>The records about the trace itself but not of an event, by their place in <see cref="Buffer"/>.</summary>
    public IReadOnlyList<int> MetaRecords => _meta;

    /// <summary>The events of the flow at an index of <see cref="FlowIds"/>, in order of time: the places of their heads in <see cref="Buffer"/>.</summary>
    public ReadOnlySpan<int> EventsOf(int flow) => Order[_starts[flow].._starts[flow + 1]];

    /// <summary>The events of the flow and of all that come after it.</summary>
    public ReadOnlySpan<int> EventsFrom(int flow) => Order[_starts[flow].._headCount];

    /// <summary>Whether the file has the events in order of time.</summary>
    public bool IsOrdered { get; private set; }

    /// <summary>Whether any event names its flow's parent: mostly none does, and none need be looked at for it.</summary>
    public bool HasLinks { get; private set; }

    /// <summary>The id of an event type that the file has as <paramref name="eventType"/>: the same, but for those of 64 bits.</summary>
    public ulong TypeOf(uint eventType) => _wideTypes.GetValueOrDefault(eventType, eventType);

    /// <summary>The flow of the nth event of the file, as an index of <see cref="FlowIds"/>.</summary>
    public int FlowAt(int n) => HeadFlows[n];

    /// <summary>The place in <see cref="Buffer"/> of the head of the nth event of the file.</summary>
    public int HeadAt(int n) => Heads[n];

    /// <summary>When the event happened whose head is at <paramref name="record"/>, in nanoseconds since the run's start.</summary>
    public long NsOf(int record) => (long)Math.Min(Buffer[record].TsDelta, _mostTime) * _tickNs;

    /// <summary>Says that a record will be looked at soon: those of one flow lie far apart, and each is waited for otherwise.</summary>
    public unsafe void Expect(int record)
    {
        if (Sse.IsSupported)
        {
            fixed (TraceRecord* head = &Buffer[record])
            {
                Sse.Prefetch0(head);
            }
        }
    }

    /// <summary>The records of the event whose head is at <paramref name="record"/>: the head and its EXTENDs.</summary>
    public ReadOnlySpan<TraceRecord> RecordsOf(int record)
    {
        Span<TraceRecord> records = Buffer;
        int end = record + 1;
        while (end < RecordCount && records[end].EventType == MetaEvent.Extend)
        {
            end++;
        }

        return records[record..end];
    }

    /// <summary>Takes the memory for a slice, if it has been released.</summary>
    public void Acquire() => _memory.Acquire();

    /// <summary>Gives the memory back until the next slice is read: merging needs some, too.</summary>
    public void Release()
    {
        (RecordCount, _headCount) = (0, 0);
        _memory.Release();
    }

    public void Dispose() => _memory.Dispose();

    /// <summary>Sorts the first <paramref name="recordCount"/> records of <see cref="Buffer"/>.</summary>
    /// <param name="recordCount">How many records were read.</param>
    /// <param name="firstRecord">The place in the file of the first of them.</param>
    /// <param name="tickNs">How many nanoseconds a unit of <c>ts_delta</c> is.</param>
    public void Sort(int recordCount, long firstRecord, long tickNs)
    {
        if (firstRecord == 0)
        {
            _wideFlows.Clear();
            _wideTypes.Clear();
        }

        FirstRecord = firstRecord;
        RecordCount = recordCount;
        (_tickNs, _mostTime) = (tickNs, MostTime(tickNs));
        IsOrdered = FindHeads(tickNs);
        OrderFlows();
        PlaceEvents();
        if (!IsOrdered)
        {
            SortEachFlow();
        }
    }

    /// <summary>A record's time in nanoseconds. What a signed number cannot hold (292 years) becomes the most that it can.</summary>
    public static long ToNs(ulong time, long tickNs) => (long)Math.Min(time, MostTime(tickNs)) * tickNs;

    private static ulong MostTime(long tickNs) => (ulong)(long.MaxValue / tickNs);

    // What is said of an event lies behind the records, one array after the other.
    private Span<int> Heads => _memory.Part<int>(TraceRecord.ByteSize * _capacity, _capacity);

    private Span<int> HeadFlows => _memory.Part<int>((TraceRecord.ByteSize + 4) * _capacity, _capacity);

    private Span<int> Order => _memory.Part<int>((TraceRecord.ByteSize + 8) * _capacity, _capacity);

    private bool FindHeads(long tickNs)
    {
        _ordinals.Clear();
        _flowIds.Clear();
        _meta.Clear();
        _headCount = 0;
        bool ordered = true;
        bool hasLinks = false;
        long lastNs = long.MinValue;
        uint lastFlowId = 0;
        int lastFlow = -1;
        Span<TraceRecord> records = Buffer;
        Span<int> heads = Heads;
        Span<int> headFlows = HeadFlows;
        for (int index = 0; index < RecordCount; index++)
        {
            ref readonly TraceRecord record = ref records[index];
            if (EventTypeId.IsMeta(record.EventType))
            {
                // Continuations and texts are found behind their events.
                if (record.EventType is not (MetaEvent.Extend or MetaEvent.Text))
                {
                    AddMeta(index, in record);
                    lastFlow = -1;
                }

                continue;
            }

            if (record.FlowId != lastFlowId || lastFlow < 0)
            {
                lastFlowId = record.FlowId;
                lastFlow = OrdinalOf(lastFlowId);
            }

            hasLinks |= record.EventType == StreamLinkParent;
            long ns = ToNs(record.TsDelta, tickNs);
            ordered &= ns >= lastNs;
            lastNs = ns;
            heads[_headCount] = index;
            headFlows[_headCount++] = lastFlow;
        }

        HasLinks = hasLinks;
        return ordered;
    }

    private void AddMeta(int index, ref readonly TraceRecord record)
    {
        switch (record.EventType)
        {
            case MetaEvent.WideFlow:
                _wideFlows[record.FlowId] = record.Payload;
                break;
            case MetaEvent.WideType:
                _wideTypes[record.FlowId] = record.Payload;
                break;
            default:
                _meta.Add(index);
                break;
        }
    }

    private int OrdinalOf(uint id)
    {
        ulong flowId = _wideFlows.Count == 0 ? id : _wideFlows.GetValueOrDefault(id, id);
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
        Span<int> headFlows = HeadFlows[.._headCount];
        for (int index = 0; index < headFlows.Length; index++)
        {
            int flow = _rank[headFlows[index]];
            headFlows[index] = flow;
            _starts[flow + 1]++;
        }

        for (int flow = 1; flow <= flows; flow++)
        {
            _starts[flow] += _starts[flow - 1];
        }

        Array.Copy(_starts, _next, flows);
        Span<int> order = Order;
        Span<int> heads = Heads;
        for (int index = 0; index < headFlows.Length; index++)
        {
            order[_next[headFlows[index]]++] = heads[index];
        }
    }

    private void SortEachFlow()
    {
        for (int flow = 0; flow < _flowIds.Count; flow++)
        {
            Order[_starts[flow].._starts[flow + 1]]
                .Sort((left, right) => NsOf(left) != NsOf(right) ? NsOf(left).CompareTo(NsOf(right)) : left.CompareTo(right));
        }
    }
}
