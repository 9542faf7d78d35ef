using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Counts packets whose fate was told per bucket.</summary>
internal sealed class LossBuckets(TimeBuckets buckets)
{
    private readonly long[] _lost = new long[buckets.Count];
    private readonly long[] _acked = new long[buckets.Count];

    public void AddLost(int bucket) => _lost[bucket]++;

    public void AddAcked(int bucket) => _acked[bucket]++;

    public DerivedPoint At(int bucket)
    {
        long told = _lost[bucket] + _acked[bucket];
        return told == 0 ? default : new DerivedPoint((double)_lost[bucket] / told, null, null, told);
    }
}
