using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Gathers single values per bucket: the last, the least and the greatest.</summary>
internal sealed class OffsetBuckets(TimeBuckets buckets)
{
    private readonly (ulong Min, ulong Max, ulong Last, long Count)[] _values = new (ulong, ulong, ulong, long)[buckets.Count];

    public void Add(int bucket, ulong value)
    {
        if (bucket < 0)
        {
            return;
        }

        ref var current = ref _values[bucket];
        current = current.Count == 0
            ? (value, value, value, 1)
            : (Math.Min(current.Min, value), Math.Max(current.Max, value), value, current.Count + 1);
    }

    public DerivedPoint At(int bucket)
    {
        var (min, max, last, count) = _values[bucket];
        return count == 0 ? default : new DerivedPoint(last, min, max, count);
    }
}
