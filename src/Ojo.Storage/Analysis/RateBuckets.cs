using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Adds bytes up per bucket, and makes them bytes per second.</summary>
internal sealed class RateBuckets(TimeBuckets buckets)
{
    private const double NsPerSecond = 1e9;

    private readonly Int128[] _bytes = new Int128[buckets.Count];
    private readonly long[] _counts = new long[buckets.Count];

    /// <summary>Whether any event has said how many bytes it is about.</summary>
    public bool Any { get; set; }

    public void Add(int bucket, ulong bytes)
    {
        _bytes[bucket] += bytes;
        _counts[bucket]++;
    }

    public DerivedPoint At(int bucket) =>
        new((double)_bytes[bucket] / buckets.LengthOf(bucket) * NsPerSecond, null, null, _counts[bucket]);
}
