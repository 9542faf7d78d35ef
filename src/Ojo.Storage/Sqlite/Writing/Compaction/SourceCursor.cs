using Ojo.Storage.Sqlite.Reading;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>Goes through the blocks of slices that were written in one order of flows, from flow to flow.</summary>
internal sealed class SourceCursor : IDisposable
{
    private readonly Statement _blocks;

    /// <param name="connection">The connection.</param>
    /// <param name="plan">The merge.</param>
    /// <param name="merge">The merge that wrote the slices; 0 where they are one slice of a file.</param>
    /// <param name="slice">That slice's first id.</param>
    public SourceCursor(sqlite3 connection, CompactionPlan plan, long merge, long slice)
    {
        string columns = StoredBlock.ColumnsOf("b");
        string which = merge == 0 ? "s.first_id = ?2" : "s.merge = ?2";

        // Slices are few and in the order that is asked for: going through all of them spares sorting their blocks.
        _blocks = new Statement(connection, $"""
            SELECT {columns}, b.file, b.checksum, s.first_id, s.merged = ?3 AND b.summed = 0, f.bits
            FROM ojo_slice AS s NOT INDEXED
            CROSS JOIN ojo_block AS b ON b.first_id BETWEEN s.first_id AND s.last_id
            CROSS JOIN ojo_flow AS f ON f.id = b.flow
            WHERE {which} AND s.run = ?1 ORDER BY s.first_id, b.first_id
            """);
        _blocks.Bind(1, plan.Run).Bind(2, merge == 0 ? slice : merge).Bind(3, plan.Merge);
        GoOn();
    }

    /// <summary>The next block; null after the last.</summary>
    public SourceBlock? Current { get; private set; }

    /// <summary>Its flow's id.</summary>
    public ulong FlowId { get; private set; }

    /// <summary>Goes to the next block.</summary>
    public void GoOn()
    {
        const int after = StoredBlock.ColumnCount;
        if (!_blocks.Step())
        {
            Current = null;
            return;
        }

        Current = new SourceBlock(
            StoredBlock.Read(_blocks), _blocks.Int64(after), _blocks.Int64OrNull(after + 1), _blocks.Int64(after + 2), _blocks.Int64(after + 3) != 0);
        FlowId = (ulong)_blocks.Int64(after + 4);
    }

    public void Dispose() => _blocks.Dispose();

    /// <summary>The cursors over all slices between a plan's places.</summary>
    public static List<SourceCursor> Of(sqlite3 connection, CompactionPlan plan)
    {
        using var groups = new Statement(connection, """
            SELECT merge, min(first_id) FROM ojo_slice WHERE run = ?1 AND place BETWEEN ?2 AND ?3
            GROUP BY CASE merge WHEN 0 THEN -first_id ELSE merge END
            """);
        groups.Bind(1, plan.Run).Bind(2, plan.Place).Bind(3, plan.LastPlace);
        var cursors = new List<SourceCursor>();
        while (groups.Step())
        {
            // What the merge has written so far is not merged again.
            if (groups.Int64(0) != plan.Merge)
            {
                cursors.Add(new SourceCursor(connection, plan, groups.Int64(0), groups.Int64(1)));
            }
        }

        return cursors;
    }
}
