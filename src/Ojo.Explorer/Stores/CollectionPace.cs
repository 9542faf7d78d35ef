namespace Ojo.Explorer.Stores;

/// <summary>Collects garbage after every few megabytes, for a process that is the explorer's own.</summary>
/// <remarks>
/// The runtime sizes the young generation by the processor's cache, on a server to 50 MB and more, and lets garbage
/// fill it before it collects. That is right for throughput and several times what a viewer of traces needs. No
/// setting that a program can make for itself limits it. What a query leaves behind is dead by the time it ends, and
/// what lives on is a megabyte or two, so that even a full collection takes a few milliseconds.
/// </remarks>
internal sealed class CollectionPace
{
    private const long BytesBetween = 8L << 20;

    private long _collectedAt;

    /// <summary>Says that a query has ended.</summary>
    public void QueryEnded()
    {
        long before = Interlocked.Read(ref _collectedAt);
        long now = GC.GetTotalAllocatedBytes(precise: false);
        if (now - before > BytesBetween && Interlocked.CompareExchange(ref _collectedAt, now, before) == before)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        }
    }
}
