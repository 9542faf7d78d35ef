using System.Globalization;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Stores;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary>Which events a request lists. By the clock on the wall, the list is made of each run's own: run after run, as the store orders events anyway.</summary>
/// <param name="Query">The list, without times.</param>
/// <param name="Times">From when to when.</param>
internal sealed record AskedEventList(EventQuery Query, AskedTimes Times)
{
    private const char Separator = ':';

    /// <summary>A page. That there are no events means just that, not that a name was mistyped.</summary>
    public EventPage Ask(StoreView store, CancellationToken cancellation)
    {
        AskedEvents.Check(store, Query.RunId, Query.Types, Query.Tests, cancellation);
        EventPage page = Times.IsWallClock && (Query.Flow?.RunId ?? Query.RunId) is null ? AskRuns(store, cancellation) : AskOne(store, cancellation);
        if (page is { Events.Count: 0, NextCursor: null } && Query.Flow is { } flow && store.Reader.GetFlowQuickly(flow, cancellation) is null)
        {
            throw Fault.UnknownFlow(flow.ToString());
        }

        return page;
    }

    private EventPage AskOne(StoreView store, CancellationToken cancellation)
    {
        (long? fromNs, long? toNs) = (Query.Flow?.RunId ?? Query.RunId) is { } run ? Times.Of(store, run, cancellation) : (Times.FromNs, Times.ToNs);
        return store.Reader.GetEvents(Query with { FromNs = fromNs, ToNs = toNs }, cancellation);
    }

    private EventPage AskRuns(StoreView store, CancellationToken cancellation)
    {
        IEnumerable<StoredRun> runs = store.GetRuns(cancellation).Where(Times.Meets);
        StoredRun[] ordered = [.. Query.Descending ? runs.OrderByDescending(static run => run.RunId) : runs.OrderBy(static run => run.RunId)];
        (long? first, string? cursor) = Open(Query.Cursor);
        EventPage page = new([], null);
        foreach (StoredRun run in ordered.SkipWhile(run => first is not null && run.RunId != first))
        {
            if (page.Events.Count == Query.Limit)
            {
                return page with { NextCursor = Close(run.RunId, null) };
            }

            (long? fromNs, long? toNs) = Times.Of(run);
            EventPage more = store.Reader.GetEvents(
                Query with { RunId = run.RunId, FromNs = fromNs, ToNs = toNs, Limit = Query.Limit - page.Events.Count, Cursor = cursor }, cancellation);
            cursor = null;
            page = more with { Events = [.. page.Events, .. more.Events], Missing = [.. page.Missing.Union(more.Missing)], NextCursor = null };
            if (more.NextCursor is not null)
            {
                return page with { NextCursor = Close(run.RunId, more.NextCursor) };
            }
        }

        return page;
    }

    private static string Close(long run, string? cursor) => string.Create(CultureInfo.InvariantCulture, $"{run}{Separator}{cursor}");

    private static (long? Run, string? Cursor) Open(string? cursor)
    {
        if (cursor is null)
        {
            return (null, null);
        }

        int at = cursor.IndexOf(Separator, StringComparison.Ordinal);
        return at > 0 && long.TryParse(cursor.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out long run)
            ? (run, at == cursor.Length - 1 ? null : cursor[(at + 1)..])
            : throw Fault.BadCursor();
    }
}
