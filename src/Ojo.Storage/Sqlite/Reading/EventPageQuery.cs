using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists events page by page, run after run.</summary>
/// <param name="query">Which events, and from where on.</param>
/// <param name="catalogue">What events mean.</param>
/// <param name="cancellation">Stops without an answer.</param>
internal sealed class EventPageQuery(EventQuery query, StoredCatalogue catalogue, CancellationToken cancellation)
{
    private const int MaxLimit = 10_000;

    private readonly List<EventRow> _page = [];

    /// <summary>When the page is given as far as it is.</summary>
    public TimeAllowance Allowance { get; } = new(query.TimeLimit);

    /// <summary>Reads the page.</summary>
    /// <param name="index">Where it says which runs there are.</param>
    /// <param name="open">Opens what a filter lets through of a run's events.</param>
    /// <exception cref="StoreQueryException">The query cannot be answered.</exception>
    public EventPage Run(ReaderConnection index, Func<EventFilter, long, IRunEvents> open)
    {
        if (query.Limit is < 1 or > MaxLimit)
        {
            throw new StoreQueryException($"A page of events has 1 to {MaxLimit}; {query.Limit} were asked for.");
        }

        var filter = EventFilter.Of(catalogue, query, StoredFilter.Of(query.Filter, index, catalogue));
        long[]? cursor = query.Cursor is null ? null : PageCursor.Read(query.Cursor, 4);
        if (filter.Keys is { IsEmpty: true } || filter.MaxNs < filter.MinNs)
        {
            return new EventPage([], null);
        }

        foreach (long run in Runs(index))
        {
            if ((cursor is not null && (query.Descending ? run > cursor[0] : run < cursor[0])) || filter.Flows?.AllowsRun(run) == false)
            {
                continue;
            }

            EventPlace? after = cursor?[0] == run ? new EventPlace(cursor[1], (ulong)cursor[2], cursor[3]) : null;
            using IRunEvents events = open(filter with { After = after }, run);
            if (Fill(events, run, after) is { } end)
            {
                return end;
            }
        }

        return new EventPage(_page, null);
    }

    /// <returns>The page, if it ends in this run.</returns>
    private EventPage? Fill(IRunEvents events, long run, EventPlace? after)
    {
        EventPlace place = default;
        EventPlace shown = default;
        while (events.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            (long ns, ulong flowId) = (events.Current.Ns, events.FlowId);
            bool isOfOnePlace = place.Count > 0 && place.Ns == ns && place.FlowId == flowId;
            place = new EventPlace(ns, flowId, isOfOnePlace ? place.Count + 1 : 1);
            if (after is { } end && place.Count <= end.Count && (ns, flowId) == (end.Ns, end.FlowId))
            {
                continue;
            }

            bool isUp = shown.Count > 0 && Allowance.IsUp;
            if (isUp || _page.Count == query.Limit)
            {
                return new EventPage(_page, shown.Count > 0 ? Cursor(run, shown) : Cursor(run, Before(place)))
                {
                    Stopped = isUp && _page.Count < query.Limit ? new ListStop(run, place.Ns) : null,
                };
            }

            shown = place;
            if (events.Read() is EventRow row)
            {
                _page.Add(row);
            }
        }

        return events.StoppedNs is not { } stopped ? null
            : new EventPage(_page, Cursor(run, Before(new EventPlace(stopped, 0, 0)))) { Stopped = new ListStop(run, stopped) };
    }

    /// <summary>The place before any event of a time.</summary>
    private EventPlace Before(EventPlace place) => new(place.Ns, query.Descending ? ulong.MaxValue : 0, 0);

    private static string Cursor(long run, EventPlace place) => PageCursor.Write(run, place.Ns, (long)place.FlowId, place.Count);

    /// <summary>The runs that the query may find events of, in its order.</summary>
    private List<long> Runs(ReaderConnection index)
    {
        if (query.Flow is FlowKey flow)
        {
            return query.RunId is long other && other != flow.RunId ? [] : [flow.RunId];
        }

        if (query.RunId is long run)
        {
            return [run];
        }

        Statement all = index.Prepare($"SELECT id FROM ojo_run ORDER BY id {(query.Descending ? "DESC" : "ASC")}");
        var runs = new List<long>();
        while (all.Step())
        {
            runs.Add(all.Int64(0));
        }

        return runs;
    }
}
