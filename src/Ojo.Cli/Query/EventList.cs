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
        object?[] cells = new object?[EventColumns.Names.Count];
        rows.Begin(EventColumns.Names);
        for (string? cursor = ""; cursor is not null;)
        {
            EventPage page = store.GetEvents(new EventQuery { Filter = filter, Limit = PageSize, Cursor = cursor.Length == 0 ? null : cursor }, cancellation);
            foreach (EventRow one in page.Events)
            {
                EventColumns.Fill(cells, one, runs.GetValueOrDefault(one.Flow.RunId));
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
}
