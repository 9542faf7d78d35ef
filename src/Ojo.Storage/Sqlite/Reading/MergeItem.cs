namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A stretch or block that is not open yet, or a piece of a block whose events come one after the other.</summary>
internal sealed class MergeItem
{
    private StoredEvent[] _events = [];
    private int _count;
    private int _next;
    private long _restNs;

    private MergeItem(MergeKind kind, long dueNs, ulong flowId)
    {
        Kind = kind;
        DueNs = dueNs;
        FlowId = flowId;
    }

    public MergeKind Kind { get; private set; }

    /// <summary>When it must be looked at: nothing in it comes before.</summary>
    public long DueNs { get; private set; }

    public ulong FlowId { get; }

    /// <summary>Decides between items of one flow and time.</summary>
    public long Place { get; private set; }

    public StoredBlock Block { get; private set; }

    /// <summary>The piece's event whose turn it is.</summary>
    public ref readonly StoredEvent Event => ref _events[_next];

    /// <summary>Which of a stretch's or block's events are wanted: those from <see cref="FromNs"/> to <see cref="ToNs"/>, both included.</summary>
    public long FromNs { get; private init; }

    /// <inheritdoc cref="FromNs"/>
    public long ToNs { get; private init; }

    /// <summary>The rows of the flows that have events in a stretch.</summary>
    public IReadOnlyCollection<long> Flows { get; private init; } = [];

    /// <summary>A stretch of time in which some flows have events.</summary>
    public static MergeItem OfStretch(long fromNs, long toNs, IReadOnlyCollection<long> flows, bool descending) =>
        new(MergeKind.Stretch, descending ? toNs : fromNs, flowId: 0) { FromNs = fromNs, ToNs = toNs, Flows = flows };

    /// <summary>What of a block is in a range of times.</summary>
    public static MergeItem OfBlock(StoredBlock block, ulong flowId, long fromNs, long toNs, bool descending) =>
        new(MergeKind.Block, descending ? Math.Min(block.LastNs, toNs) : Math.Max(block.FirstNs, fromNs), flowId)
        {
            Block = block,
            FromNs = fromNs,
            ToNs = toNs,
            Place = block.FirstPlace,
        };

    /// <summary>Whether the block goes on after its piece.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Gives a block room for a piece of it.</summary>
    public void Open(StoredEvent[] room)
    {
        (_events, _count, _next) = (room, 0, -1);
        HasMore = false;
    }

    /// <summary>Puts the next event, in the order of the list, into the piece.</summary>
    public void Add(in StoredEvent stored) => _events[_count++] = stored;

    /// <summary>Says that the block goes on after the piece.</summary>
    /// <param name="read">The last event that was read, wanted or not.</param>
    /// <param name="descending">Whether the newest come first.</param>
    public void GoOnAfter(in StoredEvent read, bool descending)
    {
        HasMore = true;
        _restNs = read.Ns;
        Block = descending ? Block with { LastId = read.Id - 1 } : Block with { FirstId = read.Id + 1 };
    }

    /// <summary>Turns to the piece's next event.</summary>
    /// <returns>False where there is none.</returns>
    public bool MoveNext()
    {
        if (++_next >= _count)
        {
            return false;
        }

        ref readonly StoredEvent found = ref _events[_next];
        (Kind, DueNs, Place) = (MergeKind.Event, found.Ns, found.Place);
        return true;
    }

    /// <summary>Becomes what of the block is still to be read, if there is more of it: due where the piece ended.</summary>
    /// <returns>The room of the piece.</returns>
    public StoredEvent[] Close()
    {
        (Kind, DueNs, Place) = (MergeKind.Block, _restNs, Block.FirstPlace);
        StoredEvent[] room = _events;
        _events = [];
        return room;
    }
}
