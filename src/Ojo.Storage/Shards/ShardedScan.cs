using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Shows a sink the events of flow after flow, each out of all shards that have some of it.</summary>
internal sealed class ShardedScan : IDisposable
{
    private readonly ShardedQuery _shards;
    private readonly IEventSink _sink;
    private readonly EventScan _scan;
    private readonly ScanPlan _plan;
    private readonly RunStrings _strings;
    private readonly ScanShards _open;
    private readonly ScanBatches _batches;
    private readonly ScanBatch _batch;

    private ShardedScan(ShardedQuery shards, EventScan scan, IEventSink sink, ScanBatches batches)
    {
        (_batches, _batch) = (batches, batches.Rent());
        (_shards, _scan, _sink) = (shards, scan, sink);
        _plan = new ScanPlan(shards.Catalogue, scan, StoredFilter.Of(scan.Filter, shards.Index, shards.Catalogue));
        _strings = new RunStrings(shards.Index);
        _open = new ScanShards(shards);
    }

    /// <returns>False where the sink stopped the scan.</returns>
    public static bool Run(ShardedQuery shards, EventScan scan, IEventSink sink, ScanBatches batches)
    {
        using var running = new ShardedScan(shards, scan, sink, batches);
        return running._plan.IsEmpty || running.Run();
    }

    public void Dispose()
    {
        _open.Dispose();
        _batches.Return(_batch);
    }

    private bool Run()
    {
        // What the sink has been shown cannot be taken back: from here on the scan does not begin anew.
        _open.KeepWrittenTo();
        _shards.AcceptNewer = true;

        // The index's statements are used for each flow's shards too, so the flows are listed first.
        List<FlowKey> flows = [.. EventScanner.Flows(_shards.Index, _scan, _plan.Filter.Flows).Select(static flow => flow.Flow)];
        (long Run, List<ShardPart> Parts) known = (-1, []);
        int told = 0;
        foreach (FlowKey flow in flows)
        {
            if (known.Run != flow.RunId)
            {
                known = (flow.RunId, _shards.PartsOf(flow.RunId, _plan.Filter.FirstNs, _plan.Filter.LastNs, _plan.Filter.Keys?.Values));
            }

            FlowPart? all = FlowPart.Find(_shards.Index, flow);
            List<ShardPart> parts = known.Parts.FindAll(part => all is not null && part.FirstNs <= all.LastNs && part.LastNs >= all.FirstNs);
            bool goOn = Show(flow, parts);
            foreach (MissingPart missing in _shards.Missing.Skip(told))
            {
                told++;
                if (_scan.OnMissing is null)
                {
                    throw new StoreUnavailableException($"{missing.Name} cannot be read: {missing.Reason}");
                }

                _scan.OnMissing(missing);
            }

            if (!goOn)
            {
                return false;
            }
        }

        return true;
    }

    private bool Show(FlowKey flow, List<ShardPart> parts)
    {
        var found = new List<(ShardRow Shard, FlowPart Part)>();
        foreach (ShardPart part in parts)
        {
            try
            {
                if (_open.Get(part.Shard, parts.Count) is ReaderConnection connection && FlowPart.Find(connection, flow) is FlowPart here)
                {
                    found.Add((part.Shard, here with { Place = ShardPlace.Of(part.Shard, 0) }));
                }
            }
            catch (Exception exception) when (ShardedQuery.Explains(exception))
            {
                _open.GiveUp(part.Shard, exception);
            }
        }

        found.Sort(static (left, right) => (left.Part.FirstNs, left.Shard.Id).CompareTo((right.Part.FirstNs, right.Shard.Id)));
        ScanAhead? begun = null;
        try
        {
            for (int first = 0, next; first < found.Count; first = next)
            {
                // Those that overlap in time are merged; the others follow each other.
                long lastNs = found[first].Part.LastNs;
                for (next = first + 1; next < found.Count && found[next].Part.FirstNs <= lastNs; next++)
                {
                    lastNs = Math.Max(lastNs, found[next].Part.LastNs);
                }

                long boundNs = next < found.Count ? found[next].Part.FirstNs : _plan.Filter.LastNs;
                ScanAhead own = begun ?? Ahead(flow, found[first].Part);
                begun = next < found.Count ? Ahead(flow, found[next].Part) : null;
                if (!(next == first + 1 ? ShowOne(flow, found[first].Shard, own, begun, boundNs) : Merge(flow, found[first..next], own, boundNs)))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            begun?.Dispose();
        }
    }

    /// <summary>Shows what one shard has; while it is more than a little, the shard after it begins to read.</summary>
    private bool ShowOne(FlowKey flow, ShardRow shard, ScanAhead own, ScanAhead? after, long boundNs)
    {
        using (own)
        {
            while (Try(shard, own.MoveNext))
            {
                if (own.Batch.IsFull)
                {
                    after?.Begin();
                }

                if (!_sink.Take(own.Batch.View(flow, Math.Min(own.ReachedNs, boundNs), _strings)))
                {
                    return false;
                }

                _shards.Cancellation.ThrowIfCancellationRequested();
            }

            return true;
        }
    }

    private bool Merge(FlowKey flow, List<(ShardRow Shard, FlowPart Part)> parts, ScanAhead own, long boundNs)
    {
        List<(ShardRow Shard, ScanCursor Cursor)> cursors =
            [.. parts.Select((part, place) => (part.Shard, new ScanCursor(place == 0 ? own : Ahead(flow, part.Part), flow, _strings, _plan.HasTexts)))];
        try
        {
            var queue = new PriorityQueue<(ShardRow Shard, ScanCursor Cursor), (long, long)>();
            cursors.ForEach(Enqueue);
            _batch.Clear();
            while (queue.TryDequeue(out (ShardRow Shard, ScanCursor Cursor) next, out (long Ns, long) order))
            {
                if (_batch.IsFull)
                {
                    if (!_sink.Take(_batch.View(flow, order.Ns, _strings)))
                    {
                        return false;
                    }

                    _shards.Cancellation.ThrowIfCancellationRequested();
                    _batch.Clear();
                }

                next.Cursor.CopyTo(_batch);
                Enqueue(next);
            }

            return _sink.Take(_batch.View(flow, boundNs, _strings));

            void Enqueue((ShardRow Shard, ScanCursor Cursor) part)
            {
                if (Try(part.Shard, part.Cursor.MoveNext))
                {
                    queue.Enqueue(part, (part.Cursor.Current.TNs, part.Cursor.Current.Place));
                }
            }
        }
        finally
        {
            cursors.ForEach(static part => part.Cursor.Dispose());
        }
    }

    private ScanAhead Ahead(FlowKey flow, FlowPart part) =>
        new(new FlowScan(part.Connection, _shards.Catalogue, _plan, flow.RunId, part.Flow, part.Longest, _shards.Index, part.Place), _batches);

    private bool Try(ShardRow shard, Func<bool> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (ShardedQuery.Explains(exception))
        {
            _open.GiveUp(shard, exception);
            return false;
        }
    }
}
