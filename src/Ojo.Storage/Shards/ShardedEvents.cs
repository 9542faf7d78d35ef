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
        long[]? cursor = query.Cursor is null ? null : PageCursor.Read(query.Cursor, 3);
        var page = new List<EventRow>();
        string? next = null;
        if (filter.Keys is not { IsEmpty: true })
        {
            foreach (long run in EventPageQuery.Runs(shards.Index, query))
            {
                if (cursor is not null && (query.Descending ? run > cursor[0] : run < cursor[0]))
                {
                    continue;
                }

                EventFilter ofRun = cursor?[0] == run ? filter with { After = (cursor[1], cursor[2]) } : filter;
                foreach (ShardCursor at in Merge(shards, ofRun, run, query.Flow))
                {
                    shards.Cancellation.ThrowIfCancellationRequested();
                    if (page.Count == query.Limit)
                    {
                        EventRow last = page[^1];
                        next = PageCursor.Write(last.Flow.RunId, last.TNs, last.Id);
                        break;
                    }

                    if (at.Read() is EventRow row)
                    {
                        page.Add(row);
                    }
                }

                if (next is not null)
                {
                    break;
                }
            }
        }

        return new EventPage(page, next) { Missing = shards.Missing };
    }

    /// <summary>The events of one run: of all shards the one whose next event comes next.</summary>
    private static IEnumerable<ShardCursor> Merge(ShardedQuery shards, EventFilter filter, long run, FlowKey? flow)
    {
        List<ShardPart> parts = shards.PartsOf(run, filter.FirstNs, filter.LastNs, filter.Keys?.Values);
        var ahead = new Queue<ShardPart>(filter.Descending ? parts.OrderByDescending(static part => part.LastNs) : parts);
        var open = new PriorityQueue<ShardCursor, (long, long)>();
        ShardCursor? current = null;
        try
        {
            while (true)
            {
                while (ahead.TryPeek(out ShardPart? part)
                    && (!open.TryPeek(out _, out (long Ns, long) first) || (filter.Descending ? ~part.LastNs : part.FirstNs) <= first.Ns))
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
    private static void Advance(ref ShardCursor? cursor, PriorityQueue<ShardCursor, (long, long)> open, bool descending)
    {
        if (cursor!.MoveNext())
        {
            open.Enqueue(cursor, descending ? (~cursor.Current.Ns, ~cursor.Current.Id) : (cursor.Current.Ns, cursor.Current.Id));
        }
        else
        {
            cursor.Dispose();
        }

        cursor = null;
    }
}
