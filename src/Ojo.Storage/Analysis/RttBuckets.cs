using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Gathers round-trip times per bucket.</summary>
internal sealed class RttBuckets(TimeBuckets buckets)
{
    private const double NsPerMicrosecond = 1000;

    private readonly Int128[] _sums = new Int128[buckets.Count];
    private readonly long[] _counts = new long[buckets.Count];
    private readonly long[] _min = new long[buckets.Count];
    private readonly long[] _max = new long[buckets.Count];

    public void Add(int bucket, long rttNs)
    {
        bool isFirst = _counts[bucket]++ == 0;
        _sums[bucket] += rttNs;
        _min[bucket] = isFirst ? rttNs : Math.Min(_min[bucket], rttNs);
        _max[bucket] = isFirst ? rttNs : Math.Max(_max[bucket], rttNs);
    }

    public DerivedPoint At(int bucket) => _counts[bucket] == 0
        ? default
        : new DerivedPoint(
            (double)_sums[bucket] / _counts[bucket] / NsPerMicrosecond, _min[bucket] / NsPerMicrosecond, _max[bucket] / NsPerMicrosecond, _counts[bucket]);
}
