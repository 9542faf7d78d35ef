using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>Merges the small blocks that files with many flows leave behind, a short piece at a time.</summary>
/// <remarks>
/// A flow's blocks of several files become one: their events are written anew at the end of the store, in order of time,
/// and taken away where they were. Each piece ends at a flow, so the store is whole after each, and whoever goes on
/// finds what is left by looking. Blocks that are large already stay where they are; small ones are not merged across them,
/// so that a flow's events keep their order of arrival.
/// </remarks>
internal sealed class Compactor : IDisposable
{
    /// <summary>How many events are moved in one transaction: a fraction of a second.</summary>
    private const int EventsPerStep = 128 * 1024;

    private readonly sqlite3 _connection;
    private readonly BlockWriter _blocks;
    private readonly FlowTable _flows;
    private readonly CompactionPlanner _planner;
    private readonly LoadedEvents _events;
    private readonly Statement _anySmall;
    private readonly Statement _catalogue;
    private readonly List<SourceBlock> _flowBlocks = [];
    private readonly List<SourceBlock> _sequence = [];
    private Dictionary<int, IngestKey>? _keys;
    private long _keysOf;

    public Compactor(sqlite3 connection)
    {
        _connection = connection;
        _blocks = new BlockWriter(connection);
        _flows = new FlowTable(connection);
        _planner = new CompactionPlanner(connection);
        _events = new LoadedEvents(connection);
        _catalogue = new Statement(connection, "SELECT value FROM ojo_store WHERE name = 'catalogue'");
        _anySmall = new Statement(connection, "SELECT 1 FROM ojo_slice WHERE small > 0 LIMIT 1");
    }

    /// <summary>False where there is certainly nothing to merge: then no transaction need keep others waiting.</summary>
    public bool MayHaveWork => _anySmall.Scalar() is not null;

    /// <summary>Merges some blocks, inside a transaction.</summary>
    /// <param name="everything">Whether to merge where there is not much to merge, too.</param>
    /// <param name="cancellation">Stops it; the transaction is then to be undone.</param>
    /// <returns>Whether there was anything to do.</returns>
    public bool Step(bool everything, CancellationToken cancellation)
    {
        if (_planner.Next(everything) is not { } plan)
        {
            return _planner.HasLeftOne;
        }

        _events.Begin();
        var step = new CompactionStep(_connection, plan, Keys());
        List<SourceCursor> cursors = SourceCursor.Of(_connection, plan);
        try
        {
            while (step.Moved < EventsPerStep && NextFlow(cursors) is ulong flowId)
            {
                cancellation.ThrowIfCancellationRequested();
                _flowBlocks.Clear();
                foreach (SourceCursor cursor in cursors)
                {
                    for (; cursor.Current is { } block && cursor.FlowId == flowId; cursor.GoOn())
                    {
                        _flowBlocks.Add(block);
                    }
                }

                MergeFlow(plan, step);
                StoreSteps.Reach(StoreStep.FlowMerged);
            }

            bool isDone = cursors.TrueForAll(static cursor => cursor.Current is null);
            _blocks.Flush();
            cursors.ForEach(static cursor => cursor.Dispose());
            StoreSteps.Reach(StoreStep.PieceMerged);
            step.End(isDone);
            return true;
        }
        finally
        {
            cursors.ForEach(static cursor => cursor.Dispose());
        }
    }

    /// <summary>Forgets what a transaction that was rolled back had begun.</summary>
    public void Discard()
    {
        _blocks.Discard();
        _events.Clear();
        _sequence.Clear();
        _keys = null;
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _flows.Dispose();
        _events.Dispose();
        _anySmall.Dispose();
        _catalogue.Dispose();
    }

    /// <summary>The store's keys, loaded again when the event types have changed.</summary>
    private Dictionary<int, IngestKey> Keys()
    {
        long catalogue = _catalogue.Scalar() ?? 0;
        if (_keys is null || _keysOf != catalogue)
        {
            (_keys, _keysOf) = (IngestKey.All(_connection), catalogue);
        }

        return _keys;
    }

    private static ulong? NextFlow(List<SourceCursor> cursors)
    {
        ulong? next = null;
        foreach (SourceCursor cursor in cursors)
        {
            if (cursor.Current is not null && (next is null || cursor.FlowId < next))
            {
                next = cursor.FlowId;
            }
        }

        return next;
    }

    /// <summary>Merges a flow's small blocks, as far as they follow each other in the order of arrival.</summary>
    private void MergeFlow(CompactionPlan plan, CompactionStep step)
    {
        _flowBlocks.Sort(static (left, right) => left.Place.CompareTo(right.Place));
        foreach (SourceBlock block in _flowBlocks)
        {
            if (!block.IsMovable || !plan.Fits(block, _sequence))
            {
                WriteSequence(plan, step);
            }

            if (!block.IsMovable)
            {
                continue;
            }

            if (plan.Fits(block, _sequence) && _events.TryLoad(block, step))
            {
                _sequence.Add(block);
            }
            else
            {
                // It stays where it is: too long, or damaged, and then it is for whoever verifies the store.
                WriteSequence(plan, step);
                step.PassOver(block);
            }
        }

        WriteSequence(plan, step);
    }

    private void WriteSequence(CompactionPlan plan, CompactionStep step)
    {
        if (_sequence.Count == 0)
        {
            return;
        }

        SourceBlock first = _sequence[0];
        _events.Sort();
        long longest = 0;
        int blocks = BlockWriter.BlocksOf(_events.All.Count);
        for (int block = 0; block < blocks; block++)
        {
            int start = BlockWriter.StartOf(block, blocks, _events.All.Count);
            int end = BlockWriter.StartOf(block + 1, blocks, _events.All.Count);
            (long firstNs, long lastNs) = (_events.All[start].Ns, _events.All[end - 1].Ns);
            bool isSummed = end - start >= BlockWriter.SmallestSummed;
            _blocks.Begin(new BlockStart(
                step.NextId, first.Block.Flow, plan.File, firstNs, first.Block.TickNs, isSummed, plan.Shift, step.NextId - (first.Place + start)));
            for (int index = start; index < end; index++)
            {
                LoadedEvent loaded = _events.All[index];
                _blocks.Add(step.KeyOf(loaded.Key), loaded.Ns, loaded.Slot, _events.RecordsOf(loaded));
                foreach (byte[] text in _events.TextsOf(loaded))
                {
                    _blocks.AddText(text);
                }
            }

            step.Wrote(_blocks.End(lastNs), firstNs, lastNs, isSummed);
            if (isSummed)
            {
                _flows.Unfloor(first.Block.Flow, firstNs);
            }

            longest = Math.Max(longest, lastNs - firstNs);
        }

        _flows.Lengthen(first.Block.Flow, longest);
        _sequence.ForEach(step.TakeAway);
        _sequence.Clear();
        _events.Clear();
    }
}
