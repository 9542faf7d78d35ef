namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A stretch or block that is not open yet, or a piece of a block whose events come one after the other.</summary>
internal sealed class MergeItem
{
    private StoredEvent[] _events = [];
    private int _count;
    private int _next;

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

    public StoredBlock Block { get; private init; }

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
    public static MergeItem OfBlock(StoredBlock block, ulong flowId, long fromNs, long toNs, bool descending, int pieceSize) =>
        new(MergeKind.Block, descending ? Math.Min(block.LastNs, toNs) : Math.Max(block.FirstNs, fromNs), flowId)
        {
            Block = block,
            FromNs = fromNs,
            ToNs = toNs,
            Place = block.FirstPlace,
            PieceSize = pieceSize,
        };

    /// <summary>How many events are read of the block at once.</summary>
    public int PieceSize { get; private init; }

    /// <summary>Gives a block room for a piece of it.</summary>
    public void Open(StoredEvent[] room) => (_events, _count, _next) = (room, 0, -1);

    /// <summary>Puts the next event, in the order of the list, into the piece.</summary>
    public void Add(in StoredEvent stored) => _events[_count++] = stored;

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

    /// <summary>Gives the piece's room back.</summary>
    public StoredEvent[] Close()
    {
        StoredEvent[] room = _events;
        _events = [];
        return room;
    }

    /// <summary>What of a block comes after an event of it.</summary>
    /// <param name="read">The last event that was read, wanted or not.</param>
    /// <param name="descending">Whether the newest come first.</param>
    /// <param name="pieceSize">How many events are then read at once.</param>
    public MergeItem After(in StoredEvent read, bool descending, int pieceSize) => new(MergeKind.Block, read.Ns, FlowId)
    {
        Block = descending ? Block with { LastId = read.Id - 1 } : Block with { FirstId = read.Id + 1 },
        FromNs = FromNs,
        ToNs = ToNs,
        Place = Block.FirstPlace,
        PieceSize = pieceSize,
    };
}
