using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Adds stretches of time up per bucket, as the part of its length that they cover.</summary>
internal sealed class ShareBuckets(TimeBuckets buckets)
{
    private readonly long[] _coveredNs = new long[buckets.Count];
    private readonly long[] _counts = new long[buckets.Count];

    /// <summary>Adds a stretch, as far as it lies in the range. Stretches must not overlap.</summary>
    public void Add(long fromNs, long toNs)
    {
        fromNs = Math.Max(fromNs, buckets.FromNs);
        toNs = Math.Min(toNs, buckets.ToNs);
        if (fromNs >= toNs)
        {
            return;
        }

        for (int bucket = buckets.IndexOf(fromNs); bucket < buckets.Count && buckets.StartOf(bucket) < toNs; bucket++)
        {
            long start = buckets.StartOf(bucket);
            _coveredNs[bucket] += Math.Min(toNs, start + buckets.LengthOf(bucket)) - Math.Max(fromNs, start);
            _counts[bucket]++;
        }
    }

    public DerivedPoint At(int bucket) => new((double)_coveredNs[bucket] / buckets.LengthOf(bucket), null, null, _counts[bucket]);
}
