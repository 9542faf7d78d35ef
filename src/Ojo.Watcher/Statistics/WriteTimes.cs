namespace Ojo.Watcher.Statistics;

/// <summary>How long writes took, counted by power of two of microseconds: enough for “half of them within …”, and of fixed size.</summary>
/// <remarks>One thread adds; any may read, and may find the last write counted in one place and not yet in another.</remarks>
internal sealed class WriteTimes
{
    private readonly long[] _counts = new long[48];
    private long _longestTicks;

    public TimeSpan Longest => TimeSpan.FromTicks(Volatile.Read(ref _longestTicks));

    public void Add(TimeSpan time)
    {
        long microseconds = Math.Max(1, (long)time.TotalMicroseconds);
        int bucket = Math.Min(_counts.Length - 1, (int)long.Log2(microseconds) + 1);
        Volatile.Write(ref _counts[bucket], _counts[bucket] + 1);
        Volatile.Write(ref _longestTicks, Math.Max(_longestTicks, time.Ticks));
    }

    /// <summary>A time within which a part of all writes was done; null where there were none.</summary>
    /// <param name="part">From 0 to 1.</param>
    public TimeSpan? Within(double part)
    {
        long total = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            total += Volatile.Read(ref _counts[bucket]);
        }

        long wanted = (long)Math.Ceiling(total * part);
        for (int bucket = 0; bucket < _counts.Length && total > 0; bucket++)
        {
            wanted -= Volatile.Read(ref _counts[bucket]);
            if (wanted <= 0)
            {
                return TimeSpan.FromMicroseconds(Math.Min(1L << bucket, Longest.TotalMicroseconds));
            }
        }

        return null;
    }
}
