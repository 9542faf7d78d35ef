namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists one run's events in order of time without sorting the store: it merges blocks, and opens each only when its time has come.</summary>
/// <param name="connection">Where the events are.</param>
/// <param name="catalogue">What they mean.</param>
/// <param name="filter">Which of them are wanted.</param>
/// <param name="run">The run.</param>
/// <param name="strings">Where the run's strings are, if they are elsewhere.</param>
/// <param name="allowance">When to stop short; null: never.</param>
internal sealed class EventMerge(
    ReaderConnection connection, StoredCatalogue catalogue, EventFilter filter, long run,
    ReaderConnection? strings = null, TimeAllowance? allowance = null)
{
    /// <summary>
    /// A page of a thousand flows looks into as many blocks and wants little of each: a block is read in pieces, and what
    /// follows a piece waits for its own time.
    /// </summary>
    private const int PieceSize = 32;

    /// <summary>How much is read of a block at first where there are many: a short page wants an event or two of each.</summary>
    private const int FirstPieceOfMany = 4;

    private readonly PriorityQueue<MergeItem, MergeOrder> _queue = new();
    private readonly PieceRooms _rooms = new();
    private ReachingFlows? _reaching;
    private readonly EventTester? _tester = filter.LooksAtEvents ? new EventTester(connection, catalogue, filter, run, strings) : null;
    private HashSet<long>? _flows;
    private readonly Statement _events = connection.Prepare($"""
        SELECT id, dt, key, payload FROM ojo_event
        WHERE id BETWEEN ?1 AND ?2 AND dt BETWEEN ?3 AND ?4{(filter.Keys is null ? "" : " AND " + filter.Keys.Sql)}
        ORDER BY id {(filter.Descending ? "DESC" : "ASC")} LIMIT ?5
        """);

    /// <summary>Where it stopped because its time was up: what comes before in the order of the list has been shown. Null where it did not.</summary>
    public long? StoppedNs { get; private set; }

    /// <summary>The events of one flow.</summary>
    /// <param name="part">The flow.</param>
    /// <param name="flowId">Its id.</param>
    public IEnumerable<(ulong FlowId, StoredEvent Event)> OfFlow(FlowPart part, ulong flowId)
    {
        Statement blocks = connection.Prepare($"""
            SELECT {StoredBlock.Columns} FROM ojo_block
            WHERE flow = ?1 AND first_ns BETWEEN ?2 AND ?3 ORDER BY first_ns {(filter.Descending ? "DESC" : "ASC")}
            """);
        blocks.Bind(1, part.Flow).Bind(2, filter.FirstNs - part.Longest).Bind(3, filter.LastNs);
        return Merge(Blocks(blocks, flowId, new ValuePruning(connection, catalogue, filter, part.Flow, part.Longest), part));
    }

    /// <summary>The events of all flows, or of those that the filter lets through.</summary>
    public IEnumerable<(ulong FlowId, StoredEvent Event)> OfAllFlows()
    {
        _flows = filter.Flows?.RowsIn(connection, run);
        return _flows is { Count: 0 } ? [] : Merge(new StretchSweep(connection, filter, run).Parts());
    }

    /// <summary>The events of some blocks, which come in order of their first times.</summary>
    public IEnumerable<StoredEvent> OfBlocks(IReadOnlyList<StoredBlock> blocks) => Merge(blocks.Select(block =>
        (block.FirstNs, MergeItem.OfBlock(block, flowId: 0, filter.FirstNs, filter.LastNs, filter.Descending, PieceSize)))).Select(static found => found.Event);

    private IEnumerable<(long Bound, MergeItem Item)> Blocks(Statement blocks, ulong flowId, ValuePruning pruning, FlowPart part)
    {
        var seen = new HashSet<long>();
        try
        {
            while (blocks.Step())
            {
                StoredBlock block = StoredBlock.Read(blocks);
                bool mayMatch = filter.MayMatch(block) && pruning.MayMatch(block);

                // Where it is known which few blocks may match, the others need not even be gone through.
                if (!part.HasSmall && pruning.Candidates is { } candidates)
                {
                    blocks.Reset();
                    foreach (StoredBlock candidate in InOrder(candidates))
                    {
                        if (!seen.Contains(candidate.FirstId) && filter.MayMatch(candidate))
                        {
                            yield return BoundOf(candidate, flowId, part.Longest);
                        }
                    }

                    yield break;
                }

                if (mayMatch)
                {
                    seen.Add(block.FirstId);
                    yield return BoundOf(block, flowId, part.Longest);
                }
            }
        }
        finally
        {
            // Whoever asks may have seen enough before the last block, and ask the same of another flow.
            blocks.Reset();
        }
    }

    private (long Bound, MergeItem Item) BoundOf(StoredBlock block, ulong flowId, long longest) => (
        filter.Descending ? Saturated.Add(block.FirstNs, longest) : block.FirstNs,
        MergeItem.OfBlock(block, flowId, filter.FirstNs, filter.LastNs, filter.Descending, PieceSize));

    private List<StoredBlock> InOrder(IReadOnlyCollection<long> firstIds)
    {
        Statement find = connection.Prepare($"SELECT {StoredBlock.Columns} FROM ojo_block WHERE first_id = ?1");
        var found = new List<StoredBlock>();
        foreach (long firstId in firstIds)
        {
            if (find.Bind(1, firstId).Step())
            {
                found.Add(StoredBlock.Read(find));
                find.Reset();
            }
        }

        found.Sort((left, right) => filter.Descending ? right.FirstNs.CompareTo(left.FirstNs) : left.FirstNs.CompareTo(right.FirstNs));
        return found;
    }

    /// <param name="ahead">What is still to be merged. Nothing of an item comes before its bound, and bounds come in order.</param>
    private IEnumerable<(ulong FlowId, StoredEvent Event)> Merge(IEnumerable<(long Bound, MergeItem Item)> ahead)
    {
        using IEnumerator<(long Bound, MergeItem Item)> next = ahead.GetEnumerator();
        bool more = next.MoveNext();
        while (true)
        {
            while (more && (!_queue.TryPeek(out _, out MergeOrder first) || MergeOrder.IsDue(next.Current.Bound, first, filter.Descending)))
            {
                Add(next.Current.Item);
                more = next.MoveNext();
            }

            if (!_queue.TryPeek(out MergeItem? item, out _))
            {
                yield break;
            }

            if (item.Kind == MergeKind.Event)
            {
                yield return (item.FlowId, item.Event);
                Advance(item);
                continue;
            }

            if (IsBeyondStart(item.DueNs) && allowance is { IsUp: true })
            {
                StoppedNs = item.DueNs;
                yield break;
            }

            _ = _queue.Dequeue();
            if (item.Kind == MergeKind.Stretch)
            {
                OpenStretch(item);
            }
            else
            {
                OpenBlock(item);
            }
        }
    }

    /// <summary>Whether stopping here comes further than the page before did.</summary>
    private bool IsBeyondStart(long ns) => filter.Descending ? ns < filter.LastNs : ns > filter.FirstNs;

    private void Add(MergeItem item) => _queue.Enqueue(item, MergeOrder.Of(item, filter.Descending));

    /// <summary>Adds the blocks that reach into a stretch, those aside that reached into one before.</summary>
    private void OpenStretch(MergeItem stretch)
    {
        _reaching ??= new ReachingFlows(connection, filter.Descending);
        Statement blocks = connection.Prepare($"""
            SELECT {StoredBlock.ColumnsOf("b")}, f.bits FROM ojo_flow AS f CROSS JOIN ojo_block AS b
            WHERE f.id = ?1 AND b.flow = f.id AND b.first_ns BETWEEN ?2 - f.longest AND ?3 AND b.last_ns >= ?2
            """);

        // Whatever a block has before its first stretch is not wanted; what it has after it stays in the merge until its time comes.
        (long fromNs, long toNs) = filter.Descending ? (filter.FirstNs, stretch.ToNs) : (stretch.FromNs, filter.LastNs);
        foreach (long flow in stretch.Flows)
        {
            if (_flows?.Contains(flow) == false || _reaching.AreMet(flow, stretch))
            {
                continue;
            }

            long endNs = filter.Descending ? long.MaxValue : long.MinValue;
            blocks.Bind(1, flow).Bind(2, stretch.FromNs).Bind(3, stretch.ToNs);
            while (blocks.Step())
            {
                StoredBlock block = StoredBlock.Read(blocks);
                endNs = filter.Descending ? Math.Min(endNs, block.FirstNs) : Math.Max(endNs, block.LastNs);
                if (!_reaching.IsMet(flow, block) && filter.MayMatch(block))
                {
                    Add(MergeItem.OfBlock(block, (ulong)blocks.Int64(StoredBlock.ColumnCount), fromNs, toNs, filter.Descending, FirstPieceOfMany));
                }
            }

            _reaching.Meet(flow, stretch, endNs);
        }
    }

    /// <summary>Lets the piece whose event was shown go on to its next event.</summary>
    private void Advance(MergeItem first)
    {
        if (first.MoveNext())
        {
            _ = _queue.DequeueEnqueue(first, MergeOrder.Of(first, filter.Descending));
            return;
        }

        _ = _queue.Dequeue();
        _rooms.Return(first.Close());
    }

    /// <summary>Reads a piece of a block. What follows it waits for its own time, which comes before the piece's last events are shown.</summary>
    private void OpenBlock(MergeItem item)
    {
        (long fromDt, long toDt) = item.Block.DtOf(item.FromNs, item.ToNs);
        _events.Bind(1, item.Block.FirstId).Bind(2, item.Block.LastId).Bind(3, fromDt).Bind(4, toDt).Bind(5, item.PieceSize);
        item.Open(_rooms.Rent(item.PieceSize));
        StoredEvent found = default;
        int count = 0;
        for (; _events.Step(); count++)
        {
            found = item.Block.Event(_events);
            if (filter.IsStillToCome(found.Ns, item.FlowId) && _tester?.Passes(found) != false)
            {
                item.Add(found);
            }
        }

        if (count == item.PieceSize)
        {
            Add(item.After(found, filter.Descending, PieceSize));
        }

        if (item.MoveNext())
        {
            Add(item);
        }
        else
        {
            _rooms.Return(item.Close());
        }
    }
}
