using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Follows a value that stays until it changes, and keeps its least, greatest and last per bucket.</summary>
internal sealed class LevelBuckets(TimeBuckets buckets)
{
    private readonly (Int128 Min, Int128 Max, Int128 Last, long Count)[] _levels = new (Int128, Int128, Int128, long)[buckets.Count];
    private Int128 _level;
    private int _open = -1;

    /// <summary>Sets what the value is before the range begins.</summary>
    public void Enter(Int128 level) => _level = level;

    public void Change(int bucket, Int128 level)
    {
        Open(bucket);
        _level = level;
        ref var current = ref _levels[bucket];
        current = (Int128.Min(current.Min, level), Int128.Max(current.Max, level), level, current.Count + 1);
    }

    public DerivedPoint At(int bucket)
    {
        Open(bucket);
        var (min, max, last, count) = _levels[bucket];
        return new DerivedPoint((double)last, (double)min, (double)max, count);
    }

    /// <summary>Until a bucket begins, the value is what it was.</summary>
    private void Open(int bucket)
    {
        while (_open < bucket)
        {
            _levels[++_open] = (_level, _level, _level, 0);
        }
    }
}
