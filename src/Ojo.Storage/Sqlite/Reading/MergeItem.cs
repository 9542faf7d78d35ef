namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A stretch or block that is not open yet, or an event.</summary>
internal readonly struct MergeItem
{
    private MergeItem(MergeKind kind, long dueNs, ulong flowId)
    {
        Kind = kind;
        DueNs = dueNs;
        FlowId = flowId;
    }

    public MergeKind Kind { get; }

    /// <summary>When it must be looked at: nothing in it comes before.</summary>
    public long DueNs { get; }

    public ulong FlowId { get; }

    /// <summary>Decides between items of one flow and time.</summary>
    public long Place { get; private init; }

    public StoredBlock Block { get; private init; }

    public StoredEvent Event { get; private init; }

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

    public static MergeItem OfEvent(StoredEvent stored, ulong flowId) =>
        new(MergeKind.Event, stored.Ns, flowId) { Event = stored, Place = stored.Place };

    /// <summary>What of a block comes after an event of it.</summary>
    public MergeItem After(StoredEvent read, bool descending) => new(MergeKind.Block, read.Ns, FlowId)
    {
        Block = descending
            ? Block with { LastId = read.Id - 1 }
            : Block with { FirstId = read.Id + 1 },
        FromNs = FromNs,
        ToNs = ToNs,
        Place = Place,
    };
}
