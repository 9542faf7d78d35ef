using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>One transaction of a merge: what it has written, and what it takes away at its end.</summary>
internal sealed class CompactionStep
{
    /// <summary>As in a slice of a file: with fewer events to a block, small blocks are worth merging again.</summary>
    private const int SmallOnAverage = 128;

    private readonly sqlite3 _connection;
    private readonly CompactionPlan _plan;
    private readonly Dictionary<int, IngestKey> _keys;
    private readonly Dictionary<(long File, int Slot), int> _slots = [];
    private readonly Dictionary<long, int> _smallBySlice = [];
    private readonly List<(long First, long Last)> _taken = [];
    private readonly long _firstId;
    private long _firstNs = long.MaxValue;
    private long _lastNs;
    private int _blocks;
    private int _small;

    public CompactionStep(sqlite3 connection, CompactionPlan plan, Dictionary<int, IngestKey> keys)
    {
        _connection = connection;
        _plan = plan;
        _keys = keys;
        using var last = new Statement(connection, EventIds.LastSql);
        NextId = _firstId = (last.Scalar() ?? 0) + 1;
    }

    /// <summary>The id of the next event that is written.</summary>
    public long NextId { get; private set; }

    /// <summary>How many events have been written.</summary>
    public long Moved => NextId - _firstId;

    public IngestKey KeyOf(int key) => _keys[key];

    /// <summary>The slot in this merge of an event of a block.</summary>
    /// <param name="file">What the block says of its file.</param>
    /// <param name="slot">The slot that the event has in it.</param>
    public int SlotOf(long file, int slot)
    {
        if (file > 0)
        {
            return _plan.Slots[file];
        }

        if (!_slots.TryGetValue((file, slot), out int found))
        {
            using var find = new Statement(_connection, "SELECT file FROM ojo_merge_file WHERE merge = ?1 AND slot = ?2");
            found = find.Bind(1, -file).Bind(2, slot).Scalar() is long known && _plan.Slots.TryGetValue(known, out int mine) ? mine : 0;
            _slots.Add((file, slot), found);
        }

        return found;
    }

    /// <summary>Says that a block has been written.</summary>
    public void Wrote(long nextId, long firstNs, long lastNs, bool isSummed)
    {
        NextId = nextId;
        _firstNs = Math.Min(_firstNs, firstNs);
        _lastNs = Math.Max(_lastNs, lastNs);
        _blocks++;
        _small += isSummed ? 0 : 1;
    }

    /// <summary>Says that a block's events are elsewhere now.</summary>
    public void TakeAway(SourceBlock block)
    {
        PassOver(block);
        _taken.Add((block.Block.FirstId, block.Block.LastId));
    }

    /// <summary>Says that a block is not to be merged any more.</summary>
    public void PassOver(SourceBlock block) => _smallBySlice[block.Slice] = _smallBySlice.GetValueOrDefault(block.Slice) + 1;

    /// <summary>Takes away what has been merged, and writes down what has been written.</summary>
    /// <param name="isDone">Whether this was the merge's last step.</param>
    public void End(bool isDone)
    {
        Delete();
        foreach ((long slice, int count) in _smallBySlice)
        {
            Execute("UPDATE ojo_slice SET small = max(small - ?2, 0) WHERE first_id = ?1", slice, count);
        }

        if (isDone)
        {
            Execute("UPDATE ojo_slice SET small = 0, merged = 0 WHERE merged = ?1 AND run = ?2", _plan.Merge, _plan.Run);
        }

        Execute("""
            DELETE FROM ojo_slice WHERE run = ?1 AND small = 0 AND place >= ?2
                AND NOT EXISTS (SELECT 1 FROM ojo_block AS b WHERE b.first_id BETWEEN ojo_slice.first_id AND ojo_slice.last_id)
            """, _plan.Run, _plan.Place);
        AddSlice();
    }

    private void AddSlice()
    {
        if (_blocks == 0)
        {
            return;
        }

        using var add = new Statement(_connection, """
            INSERT INTO ojo_slice (first_id, last_id, run, first_ns, last_ns, level, place, small, merge) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """);
        add.Bind(1, _firstId).Bind(2, NextId - 1).Bind(3, _plan.Run).Bind(4, _firstNs).Bind(5, _lastNs).Bind(6, _plan.Level).Bind(7, _plan.Place)
            .Bind(8, Moved < _blocks * SmallOnAverage ? _small : 0).Bind(9, _plan.Merge).Execute();
    }

    /// <summary>Deletes the events that are elsewhere now: stretch by stretch, since next to each other in a slice they mostly were.</summary>
    private void Delete()
    {
        _taken.Sort();
        using var events = new Statement(_connection, "DELETE FROM ojo_event WHERE id BETWEEN ?1 AND ?2");
        using var words = new Statement(_connection, "DELETE FROM ojo_extend WHERE event BETWEEN ?1 AND ?2");
        using var texts = new Statement(_connection, "DELETE FROM ojo_text WHERE event BETWEEN ?1 AND ?2");
        using var blocks = new Statement(_connection, "DELETE FROM ojo_block WHERE first_id BETWEEN ?1 AND ?2");
        for (int index = 0; index < _taken.Count;)
        {
            (long first, long last) = _taken[index++];
            for (; index < _taken.Count && _taken[index].First == last + 1; index++)
            {
                last = _taken[index].Last;
            }

            foreach (Statement delete in new[] { events, words, texts })
            {
                delete.Bind(1, first).Bind(2, last).Execute();
            }

            StoreSteps.Reach(StoreStep.EventsTakenAway);
            blocks.Bind(1, first).Bind(2, last).Execute();
        }

        StoreSteps.Reach(StoreStep.BlocksTakenAway);
    }

    private void Execute(string sql, long first, long second)
    {
        using var statement = new Statement(_connection, sql);
        statement.Bind(1, first).Bind(2, second).Execute();
    }
}
