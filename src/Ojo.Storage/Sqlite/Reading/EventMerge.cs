namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists one run's events in order of time without sorting the store: it merges blocks, and opens each only when its time has come.</summary>
/// <param name="connection">Where the events are.</param>
/// <param name="catalogue">What they mean.</param>
/// <param name="filter">Which of them are wanted.</param>
/// <param name="run">The run.</param>
/// <param name="strings">Where the run's strings are, if they are elsewhere.</param>
internal sealed class EventMerge(
    ReaderConnection connection, StoredCatalogue catalogue, EventFilter filter, long run, ReaderConnection? strings = null)
{
    /// <summary>
    /// A page of a thousand flows looks into as many blocks and wants little of each: a block is read in pieces, and what
    /// follows a piece waits for its own time.
    /// </summary>
    private const int PieceSize = 32;

    private readonly PriorityQueue<MergeItem, MergeOrder> _queue = new();
    private readonly EventWords _words = new(connection);
    private readonly EventTexts _texts = new(connection, strings);
    private readonly Statement _events = connection.Prepare($"""
        SELECT id, dt, key, payload FROM ojo_event
        WHERE id BETWEEN ?1 AND ?2 AND dt BETWEEN ?3 AND ?4{(filter.Keys is null ? "" : " AND " + filter.Keys.Sql)}
        ORDER BY id {(filter.Descending ? "DESC" : "ASC")} LIMIT {PieceSize}
        """);

    /// <summary>The events of one flow.</summary>
    /// <param name="flow">The flow's row.</param>
    /// <param name="longest">Its longest block.</param>
    public IEnumerable<StoredEvent> OfFlow(long flow, long longest)
    {
        Statement blocks = connection.Prepare($"""
            SELECT {StoredBlock.Columns} FROM ojo_block
            WHERE flow = ?1 AND first_ns BETWEEN ?2 AND ?3 ORDER BY first_ns {(filter.Descending ? "DESC" : "ASC")}
            """);
        blocks.Bind(1, flow).Bind(2, filter.FirstNs - longest).Bind(3, filter.LastNs);
        return Merge(Blocks(blocks, new ValuePruning(connection, catalogue, filter, flow, longest), longest));
    }

    /// <summary>The events of all flows.</summary>
    public IEnumerable<StoredEvent> OfAllFlows() => Merge(Slices());

    /// <summary>The events of some blocks, which come in order of their first times.</summary>
    public IEnumerable<StoredEvent> OfBlocks(IReadOnlyList<StoredBlock> blocks) =>
        Merge(blocks.Select(block => (block.FirstNs, MergeBlock(block))));

    private IEnumerable<(long Bound, MergeItem Item)> Blocks(Statement blocks, ValuePruning pruning, long longest)
    {
        while (blocks.Step())
        {
            StoredBlock block = StoredBlock.Read(blocks);
            if (filter.MayMatch(block) && pruning.MayMatch(block))
            {
                yield return (filter.Descending ? Saturated.Add(block.FirstNs, longest) : block.FirstNs, MergeBlock(block));
            }
        }
    }

    private List<(long Bound, MergeItem Item)> Slices()
    {
        Statement slices = connection.Prepare($"""
            SELECT first_id, last_id, first_ns, last_ns FROM ojo_slice
            WHERE run = ?1 AND first_ns <= ?3 AND last_ns >= ?2
            ORDER BY {(filter.Descending ? "last_ns DESC" : "first_ns")}, first_id
            """);
        slices.Bind(1, run).Bind(2, filter.FirstNs).Bind(3, filter.LastNs);
        var found = new List<(long, MergeItem)>();
        while (slices.Step())
        {
            long bound = slices.Int64(filter.Descending ? 3 : 2);
            found.Add((bound, new MergeItem(slices.Int64(0), slices.Int64(1), bound)));
        }

        return found;
    }

    /// <param name="ahead">What is still to be merged. Nothing of an item comes before its bound, and bounds come in order.</param>
    private IEnumerable<StoredEvent> Merge(IEnumerable<(long Bound, MergeItem Item)> ahead)
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

            if (!_queue.TryDequeue(out MergeItem item, out _))
            {
                yield break;
            }

            switch (item.Kind)
            {
                case MergeKind.Slice:
                    OpenSlice(item);
                    break;
                case MergeKind.Block:
                    OpenBlock(item.Block);
                    break;
                default:
                    yield return item.Event;
                    break;
            }
        }
    }

    private MergeItem MergeBlock(StoredBlock block) => new(block, filter.Descending ? block.LastNs : block.FirstNs);

    private void Add(MergeItem item) => _queue.Enqueue(item, MergeOrder.Of(item, filter.Descending));

    private void OpenSlice(MergeItem slice)
    {
        Statement blocks = connection.Prepare($"SELECT {StoredBlock.Columns} FROM ojo_block WHERE first_id BETWEEN ?1 AND ?2");
        blocks.Bind(1, slice.FirstId).Bind(2, slice.LastId);
        while (blocks.Step())
        {
            StoredBlock block = StoredBlock.Read(blocks);
            if (filter.MayMatch(block))
            {
                Add(MergeBlock(block));
            }
        }
    }

    private void OpenBlock(StoredBlock block)
    {
        // Times within a block are whole ticks, so the range can be asked for in ticks; rounding leaves nothing out.
        long fromTick = (Math.Max(filter.FirstNs, block.FirstNs) - block.FirstNs + block.TickNs - 1) / block.TickNs;
        long toTick = (Math.Min(filter.LastNs, block.LastNs) - block.FirstNs) / block.TickNs;
        _events.Bind(1, block.FirstId).Bind(2, block.LastId).Bind(3, fromTick).Bind(4, toTick);
        StoredEvent found = default;
        int count = 0;
        for (; _events.Step(); count++)
        {
            found = new StoredEvent(
                _events.Int64(0), block.Flow, block.FirstNs + _events.Int64(1) * block.TickNs, _events.Int32(2), (ulong)_events.Int64(3));
            if (filter.IsStillToCome(found.Ns, found.Id) && Passes(found))
            {
                Add(new MergeItem(found));
            }
        }

        if (count == PieceSize)
        {
            Add(MergeItem.Rest(block, found, filter.Descending));
        }
    }

    private bool Passes(in StoredEvent found)
    {
        if (!filter.Tests.Any)
        {
            return true;
        }

        _texts.GoTo(run, found.Id);
        return filter.Tests.Pass(found.Key, _words.Read(found, catalogue.Keys[found.Key].Type), _texts);
    }
}
