namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A slice or block that is not open yet, or an event.</summary>
internal readonly struct MergeItem
{
    public MergeItem(long firstId, long lastId, long ns)
    {
        Kind = MergeKind.Slice;
        Block = new StoredBlock(firstId, lastId, 0, ns, ns, 1, 0, false);
    }

    public MergeItem(StoredBlock block)
    {
        Kind = MergeKind.Block;
        Block = block;
    }

    public MergeItem(StoredEvent stored)
    {
        Kind = MergeKind.Event;
        Event = stored;
    }

    public MergeKind Kind { get; }

    public StoredBlock Block { get; }

    public StoredEvent Event { get; }

    public long FirstId => Block.FirstId;

    public long LastId => Block.LastId;
}
