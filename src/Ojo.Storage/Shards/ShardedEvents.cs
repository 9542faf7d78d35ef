using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Lists events over all shards, page by page: each shard is opened when its time has come and closed when it is over.</summary>
internal static class ShardedEvents
{
    public static EventPage Run(ShardedQuery shards, EventQuery query)
    {
        EventPageQuery.CheckSize(query);
        EventFilter filter = EventFilter.Of(shards.Catalogue, query);
        var page = new List<EventRow>();
        string? next = null;
        (long Run, EventPlace Place) last = default;
        if (filter.Keys is not { IsEmpty: true })
        {
            foreach ((long run, EventPlace place, ShardCursor at) in Events(shards, query, filter))
            {
                shards.Cancellation.ThrowIfCancellationRequested();
                if (page.Count == query.Limit)
                {
                    next = PageCursor.Write(last.Run, last.Place.Ns, (long)last.Place.FlowId, last.Place.Count);
                    break;
                }

                last = (run, place);
                if (at.Read() is EventRow row)
                {
                    page.Add(row);
                }
            }
        }

        return new EventPage(page, next) { Missing = shards.Missing };
    }

    private static IEnumerable<(long Run, EventPlace Place, ShardCursor At)> Events(ShardedQuery shards, EventQuery query, EventFilter filter)
    {
        long[]? cursor = query.Cursor is null ? null : PageCursor.Read(query.Cursor, 4);
        foreach (long run in EventPageQuery.Runs(shards.Index, query))
        {
            if (cursor is not null && (query.Descending ? run > cursor[0] : run < cursor[0]))
            {
                continue;
            }

            EventPlace? after = cursor?[0] == run ? new EventPlace(cursor[1], (ulong)cursor[2], cursor[3]) : null;
            EventPlace place = default;
            foreach (ShardCursor at in Merge(shards, filter with { After = after }, run, query.Flow))
            {
                (ulong flowId, StoredEvent stored) = at.Current;
                bool isOfOnePlace = place.Count > 0 && place.Ns == stored.Ns && place.FlowId == flowId;
                place = new EventPlace(stored.Ns, flowId, isOfOnePlace ? place.Count + 1 : 1);
                if (after is not { } end || place.Count > end.Count || (place.Ns, place.FlowId) != (end.Ns, end.FlowId))
                {
                    yield return (run, place, at);
                }
            }
        }
    }

    /// <summary>The events of one run: of all shards the one whose next event comes next.</summary>
    private static IEnumerable<ShardCursor> Merge(ShardedQuery shards, EventFilter filter, long run, FlowKey? flow)
    {
        List<ShardPart> parts = shards.PartsOf(run, filter.FirstNs, filter.LastNs, filter.Keys?.Values);
        var ahead = new Queue<ShardPart>(filter.Descending ? parts.OrderByDescending(static part => part.LastNs) : parts);
        var open = new PriorityQueue<ShardCursor, EventOrder>();
        ShardCursor? current = null;
        try
        {
            while (true)
            {
                while (ahead.TryPeek(out ShardPart? part)
                    && (!open.TryPeek(out _, out EventOrder first) || (filter.Descending ? ~part.LastNs : part.FirstNs) <= first.Ns))
                {
                    current = new ShardCursor(shards, ahead.Dequeue().Shard, filter, run, flow);
                    Advance(ref current, open, filter.Descending);
                }

                if (!open.TryDequeue(out current, out _))
                {
                    yield break;
                }

                yield return current;
                Advance(ref current, open, filter.Descending);
            }
        }
        finally
        {
            current?.Dispose();
            while (open.TryDequeue(out ShardCursor? cursor, out _))
            {
                cursor.Dispose();
            }
        }
    }

    /// <summary>Goes to a shard's next event and puts the shard in its place among the others; after its last event it is closed.</summary>
    private static void Advance(ref ShardCursor? cursor, PriorityQueue<ShardCursor, EventOrder> open, bool descending)
    {
        if (cursor!.MoveNext())
        {
            open.Enqueue(cursor, EventOrder.Of(cursor.Current.FlowId, cursor.Current.Event, descending));
        }
        else
        {
            cursor.Dispose();
        }

        cursor = null;
    }
}
