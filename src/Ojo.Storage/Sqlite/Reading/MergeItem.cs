namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A slice or block that is not open yet, or an event.</summary>
internal readonly struct MergeItem
{
    public MergeItem(long firstId, long lastId, long ns)
    {
        Kind = MergeKind.Slice;
        Block = new StoredBlock(firstId, lastId, 0, ns, ns, 1, 0, false);
        DueNs = ns;
    }

    public MergeItem(StoredBlock block, long dueNs)
    {
        Kind = MergeKind.Block;
        Block = block;
        DueNs = dueNs;
    }

    public MergeItem(StoredEvent stored)
    {
        Kind = MergeKind.Event;
        Event = stored;
        DueNs = stored.Ns;
    }

    public MergeKind Kind { get; }

    public StoredBlock Block { get; }

    public StoredEvent Event { get; }

    /// <summary>When it must be looked at: nothing in it comes before.</summary>
    public long DueNs { get; }

    public long FirstId => Block.FirstId;

    public long LastId => Block.LastId;

    /// <summary>What of a block comes after an event of it.</summary>
    public static MergeItem Rest(StoredBlock block, StoredEvent read, bool descending) => new(
        descending ? block with { LastId = read.Id - 1 } : block with { FirstId = read.Id + 1 }, read.Ns);
}
