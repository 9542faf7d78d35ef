namespace Ojo.Benchmarks.Stores;

/// <summary>What it took to make a store of a workload.</summary>
/// <param name="Store">Which.</param>
/// <param name="Events">How many events it has.</param>
/// <param name="CpuSeconds">Until it could be queried: of processors, all threads.</param>
/// <param name="WallSeconds">The same by the clock on the wall.</param>
/// <param name="MergingSeconds">What merging its blocks and building its floors took after that, of processors; null: there is nothing of the kind.</param>
/// <param name="BytesBefore">Its size when it could be queried; null: it is not stored.</param>
/// <param name="Bytes">Its size in the end.</param>
internal sealed record Ingested(string Store, long Events, double CpuSeconds, double WallSeconds, double? MergingSeconds, long? BytesBefore, long? Bytes)
{
    /// <summary>Events per second of processors.</summary>
    public double Rate => Events / CpuSeconds;

    /// <summary>Events per second of processors, all that is done later included.</summary>
    public double RateWithMerging => Events / (CpuSeconds + (MergingSeconds ?? 0));

    /// <summary>Events per second by the clock on the wall.</summary>
    public double WallRate => Events / WallSeconds;

    public double? BytesPerEventBefore => BytesBefore / (double)Events;

    public double? BytesPerEvent => Bytes / (double)Events;
}
