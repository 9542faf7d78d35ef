using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists events page by page.</summary>
internal static class EventPageQuery
{
    private const int MaxLimit = 10_000;

    public static EventPage Run(ReaderConnection connection, StoredCatalogue catalogue, EventQuery query, CancellationToken cancellation)
    {
        CheckSize(query);
        EventFilter filter = EventFilter.Of(catalogue, query);
        string? next = null;
        (long Run, EventPlace Place) last = default;
        var rows = new EventRowReader(connection, catalogue);
        var page = new List<EventRow>();
        if (filter.Keys is not { IsEmpty: true })
        {
            foreach ((FlowKey flow, EventPlace place, StoredEvent stored) in Events(connection, catalogue, query, filter))
            {
                cancellation.ThrowIfCancellationRequested();
                if (page.Count == query.Limit)
                {
                    next = PageCursor.Write(last.Run, last.Place.Ns, (long)last.Place.FlowId, last.Place.Count);
                    break;
                }

                last = (flow.RunId, place);
                page.Add(rows.Read(flow, stored));
            }
        }

        return new EventPage(page, next);
    }

    /// <exception cref="StoreQueryException">A page does not have so many events.</exception>
    public static void CheckSize(EventQuery query)
    {
        if (query.Limit is < 1 or > MaxLimit)
        {
            throw new StoreQueryException($"A page of events has 1 to {MaxLimit}; {query.Limit} were asked for.");
        }
    }

    private static IEnumerable<(FlowKey Flow, EventPlace Place, StoredEvent Event)> Events(
        ReaderConnection connection, StoredCatalogue catalogue, EventQuery query, EventFilter filter)
    {
        long[]? cursor = query.Cursor is null ? null : PageCursor.Read(query.Cursor, 4);
        foreach (long run in Runs(connection, query))
        {
            if (cursor is not null && (query.Descending ? run > cursor[0] : run < cursor[0]))
            {
                continue;
            }

            EventPlace? after = cursor?[0] == run ? new EventPlace(cursor[1], (ulong)cursor[2], cursor[3]) : null;
            var merge = new EventMerge(connection, catalogue, filter with { After = after }, run);
            EventPlace place = default;
            foreach ((ulong flowId, StoredEvent stored) in EventsOf(connection, merge, query.Flow))
            {
                bool isOfOnePlace = place.Count > 0 && place.Ns == stored.Ns && place.FlowId == flowId;
                place = new EventPlace(stored.Ns, flowId, isOfOnePlace ? place.Count + 1 : 1);
                if (after is not { } end || place.Count > end.Count || (place.Ns, place.FlowId) != (end.Ns, end.FlowId))
                {
                    yield return (new FlowKey(run, flowId), place, stored);
                }
            }
        }
    }

    private static IEnumerable<(ulong FlowId, StoredEvent Event)> EventsOf(ReaderConnection connection, EventMerge merge, FlowKey? flow) =>
        flow is not FlowKey only ? merge.OfAllFlows()
        : FlowPart.Find(connection, only) is { } part ? merge.OfFlow(part, only.FlowId)
        : [];

    /// <summary>The runs that the query may find events of, in its order.</summary>
    public static List<long> Runs(ReaderConnection connection, EventQuery query)
    {
        if (query.Flow is FlowKey flow)
        {
            return query.RunId is long other && other != flow.RunId ? [] : [flow.RunId];
        }

        if (query.RunId is long run)
        {
            return [run];
        }

        Statement all = connection.Prepare("SELECT id FROM ojo_run ORDER BY id");
        var runs = new List<long>();
        while (all.Step())
        {
            runs.Add(all.Int64(0));
        }

        if (query.Descending)
        {
            runs.Reverse();
        }

        return runs;
    }
}
