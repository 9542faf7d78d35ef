namespace Ojo.Benchmarks.Recording;

/// <summary>How long single calls took, in nanoseconds, the two readings of the clock around each included.</summary>
/// <param name="Calls">How many counted; 0: none, and the others mean nothing.</param>
/// <param name="P50">As long or longer was every second call.</param>
/// <param name="P90">As long or longer was one call of ten.</param>
/// <param name="P99">As long or longer was one call of a hundred.</param>
/// <param name="P999">As long or longer was one call of a thousand.</param>
internal readonly record struct CallTimes(int Calls, double P50, double P90, double P99, double P999)
{
    /// <summary>Sorts <paramref name="ticks"/> of Stopwatch.</summary>
    public static CallTimes Of(Span<long> ticks)
    {
        if (ticks.IsEmpty)
        {
            return default;
        }

        ticks.Sort();
        double tick = 1e9 / System.Diagnostics.Stopwatch.Frequency;
        return new CallTimes(
            ticks.Length, At(ticks, 0.5) * tick, At(ticks, 0.9) * tick, At(ticks, 0.99) * tick, At(ticks, 0.999) * tick);
    }

    private static long At(ReadOnlySpan<long> sorted, double share) => sorted[(int)(sorted.Length * share)];
}
