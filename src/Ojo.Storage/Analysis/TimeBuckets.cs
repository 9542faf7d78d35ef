namespace Ojo.Storage.Analysis;

/// <summary>A range of time cut into buckets of one length.</summary>
internal readonly record struct TimeBuckets
{
    /// <param name="fromNs">Where the first begins.</param>
    /// <param name="toNs">Where the last ends.</param>
    /// <param name="width">How many at most.</param>
    public TimeBuckets(long fromNs, long toNs, int width)
    {
        FromNs = fromNs;
        ToNs = toNs;
        long span = toNs - fromNs;
        BucketNs = Math.Max(1, (span / width) + (span % width == 0 ? 0 : 1));
        Count = (int)((span / BucketNs) + (span % BucketNs == 0 ? 0 : 1));
    }

    public long FromNs { get; }

    public long ToNs { get; }

    public long BucketNs { get; }

    public int Count { get; }

    /// <summary>The bucket of a time in the range.</summary>
    public int IndexOf(long ns) => (int)((ns - FromNs) / BucketNs);

    public long StartOf(int index) => FromNs + (index * BucketNs);

    /// <summary>How long a bucket is; the last may be shorter.</summary>
    public long LengthOf(int index) => Math.Min(BucketNs, ToNs - StartOf(index));

    /// <summary>How many buckets end at or before a time.</summary>
    public int CompleteAt(long ns) => ns >= ToNs ? Count : ns <= FromNs ? 0 : (int)((ns - FromNs) / BucketNs);
}
