using System.Diagnostics;

namespace Ojo.Clocks;

/// <summary>The counter and <see cref="Stopwatch"/> at one instant, as nearly as it can be had.</summary>
/// <param name="Ticks">The counter.</param>
/// <param name="StopwatchTicks">The middle of a Stopwatch reading before and one after.</param>
internal readonly record struct ClockReading(long Ticks, long StopwatchTicks)
{
    private const int Attempts = 8;
    private static readonly long s_closeEnough = Math.Max(1, Stopwatch.Frequency / 5_000_000);
    private static readonly long s_shortWhile = Math.Max(20, Stopwatch.Frequency / 10_000);

    /// <summary>Reads both; again, up to eight times, if the thread was interrupted in between.</summary>
    public static ClockReading Take(nint counter)
    {
        ClockReading best = default;
        long narrowest = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && narrowest > s_closeEnough; attempt++)
        {
            long before = Stopwatch.GetTimestamp();
            long ticks = CounterSource.Read(counter);
            long between = Stopwatch.GetTimestamp() - before;
            if (between < narrowest)
            {
                narrowest = between;
                best = new ClockReading(ticks, before + (between / 2));
            }
        }

        return best;
    }

    /// <summary>Looks for a tenth of a millisecond how fast the counter counts: to some parts in a thousand.</summary>
    /// <returns>Ticks per second; 0 if it does not count.</returns>
    public static long MeasureSpeed(nint counter)
    {
        ClockReading first = Take(counter);
        ClockReading last;
        do
        {
            last = Take(counter);
        }
        while (last.StopwatchTicks - first.StopwatchTicks < s_shortWhile);

        return Speed(last.Ticks - first.Ticks, last.StopwatchTicks - first.StopwatchTicks, Stopwatch.Frequency);
    }

    /// <summary>Ticks per second, when there were <paramref name="ticks"/> in <paramref name="units"/>; 0 if that is no speed.</summary>
    public static long Speed(long ticks, long units, long unitsPerSecond)
    {
        Int128 speed = units <= 0 ? 0 : (Int128)ticks * unitsPerSecond / units;
        return speed <= 0 || speed > long.MaxValue ? 0 : (long)speed;
    }
}
