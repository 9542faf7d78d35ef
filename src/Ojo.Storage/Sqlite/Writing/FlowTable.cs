using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Finds and makes the rows of <c>ojo_flow</c>, and adds to them.</summary>
/// <remarks>
/// An upsert that returns its row costs three times as much as a search and an update: SQLite makes a table of what it
/// returns. The parent is written apart, because writing it writes its index.
/// </remarks>
internal sealed class FlowTable(sqlite3 connection) : IDisposable
{
    private readonly Statement _find = new(connection, "SELECT id, floored_ns FROM ojo_flow WHERE run = ?1 AND bits = ?2");
    private readonly Statement _insert = new(connection, """
        INSERT INTO ojo_flow (run, bits, first_ns, last_ns, events, longest, loose, small) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7 = 0)
        """);

    private readonly Statement _update = new(connection, """
        UPDATE ojo_flow SET first_ns = min(first_ns, ?2), last_ns = max(last_ns, ?3), events = events + ?4, longest = max(longest, ?5),
            loose = loose + ?6, small = max(small, ?6 = 0)
        WHERE id = ?1
        """);

    // For flows of few events there is no summary and no floor: the index alone finds them, and the one of loose flows stays as it is.
    private readonly Statement _findSmall = new(connection, "SELECT id FROM ojo_flow WHERE run = ?1 AND bits = ?2");
    private readonly Statement _updateSmall = new(connection, """
        UPDATE ojo_flow SET first_ns = min(first_ns, ?2), last_ns = max(last_ns, ?3), events = events + ?4, longest = max(longest, ?5), small = 1
        WHERE id = ?1
        """);

    private readonly Statement _loosen = new(connection, "UPDATE ojo_flow SET loose = loose + 1 WHERE id = ?1");
    private readonly Statement _floored = new(connection, "SELECT floored_ns FROM ojo_flow WHERE id = ?1");
    private readonly Statement _dropFloors = new(connection, "DELETE FROM ojo_floor WHERE flow = ?1 AND end_ns >= ?2");
    private readonly Statement _tornDown = new(connection, """
        UPDATE ojo_flow SET loose = loose + 64, floored_ns = coalesce((SELECT max(end_ns) FROM ojo_floor WHERE flow = ?1), -1) WHERE id = ?1
        """);

    private readonly Statement _link = new(connection, """
        UPDATE ojo_flow SET parent = ?2, parent_ns = ?3 WHERE id = ?1 AND (?3, ?2) > (coalesce(parent_ns, -1), coalesce(parent, 0))
        """);

    private readonly Statement _lengthen = new(connection, "UPDATE ojo_flow SET longest = ?2 WHERE id = ?1 AND longest < ?2");

    /// <summary>Adds some events to a flow's totals.</summary>
    /// <param name="run">The run.</param>
    /// <param name="flowId">The flow's id.</param>
    /// <param name="firstNs">When the first of them happened.</param>
    /// <param name="lastNs">When the last did.</param>
    /// <param name="events">How many there are.</param>
    /// <param name="longest">The longest of their blocks, in nanoseconds.</param>
    /// <param name="summed">How many blocks they make that have summaries: all, or none.</param>
    /// <returns>The flow's row.</returns>
    public long Add(long run, ulong flowId, long firstNs, long lastNs, long events, long longest, long summed)
    {
        if (summed == 0 && _findSmall.Bind(1, run).Bind(2, (long)flowId).Scalar() is long small)
        {
            _updateSmall.Bind(1, small).Bind(2, firstNs).Bind(3, lastNs).Bind(4, events).Bind(5, longest).Execute();
            return small;
        }

        if (summed == 0 || !_find.Bind(1, run).Bind(2, (long)flowId).Step())
        {
            _insert.Bind(1, run).Bind(2, (long)flowId).Bind(3, firstNs).Bind(4, lastNs).Bind(5, events).Bind(6, longest).Bind(7, summed).Execute();
            return raw.sqlite3_last_insert_rowid(connection);
        }

        (long flow, long flooredNs) = (_find.Int64(0), _find.Int64(1));
        _find.Reset();
        _update.Bind(1, flow).Bind(2, firstNs).Bind(3, lastNs).Bind(4, events).Bind(5, longest).Bind(6, summed).Execute();
        if (summed > 0)
        {
            TearDown(flow, firstNs, flooredNs);
        }

        return flow;
    }

    /// <summary>Says that a flow has a new summary; where it has upper floors already, they end before it from now on.</summary>
    /// <param name="flow">The flow's row.</param>
    /// <param name="firstNs">When the summary begins.</param>
    public void Unfloor(long flow, long firstNs)
    {
        _loosen.Bind(1, flow).Execute();
        TearDown(flow, firstNs, _floored.Bind(1, flow).Scalar() ?? -1);
    }

    /// <summary>Gives a flow its parent, unless it has a later one; of two at one time the larger counts.</summary>
    public void Link(long flow, long parent, long ns) => _link.Bind(1, flow).Bind(2, parent).Bind(3, ns).Execute();

    /// <summary>Says that one of a flow's blocks is so long.</summary>
    public void Lengthen(long flow, long longest) => _lengthen.Bind(1, flow).Bind(2, longest).Execute();

    private void TearDown(long flow, long firstNs, long flooredNs)
    {
        if (firstNs <= flooredNs)
        {
            _dropFloors.Bind(1, flow).Bind(2, firstNs).Execute();
            StoreSteps.Reach(StoreStep.FloorsTornDown);
            _tornDown.Bind(1, flow).Execute();
        }
    }

    public void Dispose()
    {
        _loosen.Dispose();
        _floored.Dispose();
        _dropFloors.Dispose();
        _tornDown.Dispose();
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
        _findSmall.Dispose();
        _updateSmall.Dispose();
        _link.Dispose();
        _lengthen.Dispose();
    }
}
