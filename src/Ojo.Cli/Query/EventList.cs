using System.Globalization;
using Ojo.Cli.Rows;
using Ojo.Storage;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;

namespace Ojo.Cli.Query;

/// <summary>Prints the events that a filter lets through, page after page.</summary>
internal static class EventList
{
    private const int PageSize = 5000;

    public static IReadOnlyList<MissingPart> Write(IStoreReader store, Filter filter, IRowWriter rows, bool isCount, CancellationToken cancellation)
    {
        IReadOnlyList<StoredRun> known = store.GetRuns(cancellation);
        new FilterCatalogue(store.GetEventTypes(cancellation), known).Check(filter);
        if (isCount)
        {
            EventCount count = new();
            List<MissingPart> unread = [];
            store.Scan(new EventScan { Filter = filter, OnMissing = unread.Add }, count, cancellation);
            QueryCommand.WriteCount(rows, count.Events);
            return unread;
        }

        Dictionary<long, StoredRun> runs = known.ToDictionary(static run => run.RunId);
        Dictionary<string, MissingPart> missing = [];
        object?[] cells = new object?[6];
        rows.Begin(["time", "t_ns", "flow", "service", "event", "fields"]);
        for (string? cursor = ""; cursor is not null;)
        {
            EventPage page = store.GetEvents(new EventQuery { Filter = filter, Limit = PageSize, Cursor = cursor.Length == 0 ? null : cursor }, cancellation);
            foreach (EventRow one in page.Events)
            {
                StoredRun? run = runs.GetValueOrDefault(one.Flow.RunId);
                cells[0] = run is null ? null : Iso((Int128)run.StartNs + one.TNs);
                cells[1] = one.TNs;
                cells[2] = one.Flow.ToString();
                cells[3] = run?.Service;
                cells[4] = one.Name;
                cells[5] = one.Fields;
                rows.Write(cells);
            }

            foreach (MissingPart part in page.Missing)
            {
                missing[part.ToString()] = part;
            }

            cursor = page.NextCursor;
        }

        rows.End();
        return [.. missing.Values];
    }

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
