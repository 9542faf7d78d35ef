using System.Globalization;
using Ojo.Storage.Queries;

namespace Ojo.Cli.Query;

/// <summary>An event as a row: when, whose, which, and what is in it.</summary>
internal static class EventColumns
{
    public static IReadOnlyList<string> Names { get; } = ["time", "t_ns", "flow", "service", "event", "fields"];

    /// <summary>Puts an event into the cells of a row.</summary>
    public static void Fill(object?[] cells, EventRow one, StoredRun? run)
    {
        cells[0] = run is null ? null : TimeOf(one, run);
        cells[1] = one.TNs;
        cells[2] = one.Flow.ToString();
        cells[3] = run?.Service;
        cells[4] = one.Name;
        cells[5] = one.Fields;
    }

    /// <summary>When the event was, by the clock on the wall.</summary>
    public static string TimeOf(EventRow one, StoredRun run) => Iso((Int128)run.StartNs + one.TNs);

    /// <summary>A Unix time in nanoseconds as ISO 8601 in UTC, nine digits of a second.</summary>
    private static string Iso(Int128 unixNs)
    {
        long ns = (long)Int128.Clamp(unixNs, long.MinValue, long.MaxValue);
        long ticks = ns / 100;
        long rest = ns % 100;
        if (rest < 0)
        {
            (ticks, rest) = (ticks - 1, rest + 100);
        }

        // Every long of nanoseconds is a year from 1677 to 2262: no overflow.
        return string.Create(CultureInfo.InvariantCulture, $"{DateTime.UnixEpoch.AddTicks(ticks):yyyy-MM-ddTHH:mm:ss.fffffff}{rest:00}Z");
    }
}
