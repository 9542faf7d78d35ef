using Ojo.Storage.Sqlite;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>Adds shards' flows to the index's, which are those of all shards together.</summary>
internal sealed class FlowTotals : IDisposable
{
    // Columns: run, bits, parent, parent_ns, first_ns, last_ns, events, longest.
    private readonly Statement _addFlow;
    private readonly Statement _addKey;

    public FlowTotals(sqlite3 index)
    {
        _addFlow = new Statement(index, """
            INSERT INTO ojo_flow (run, bits, parent, parent_ns, first_ns, last_ns, events, longest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (run, bits) DO UPDATE SET
                parent = CASE WHEN (excluded.parent_ns, excluded.parent) > (coalesce(parent_ns, -1), coalesce(parent, 0))
                              THEN excluded.parent ELSE parent END,
                parent_ns = CASE WHEN (excluded.parent_ns, excluded.parent) > (coalesce(parent_ns, -1), coalesce(parent, 0))
                              THEN excluded.parent_ns ELSE parent_ns END,
                first_ns = min(first_ns, excluded.first_ns),
                last_ns = max(last_ns, excluded.last_ns),
                events = events + excluded.events,
                longest = max(longest, excluded.longest)
            RETURNING id
            """);
        _addKey = new Statement(index, """
            INSERT INTO ojo_flow_key VALUES (?1, ?2, ?3) ON CONFLICT (flow, key) DO UPDATE SET events = events + excluded.events
            """);
    }

    /// <summary>Adds flows.</summary>
    /// <param name="flows">Rows of (number in the shard, run, bits, parent, parent_ns, first_ns, last_ns, events, longest).</param>
    /// <param name="keys">Asked with a flow's number for rows of (key, events).</param>
    public void Add(Statement flows, Statement keys)
    {
        while (flows.Step())
        {
            for (int column = 1; column <= 8; column++)
            {
                _addFlow.BindColumn(column, flows, column);
            }

            long flow = _addFlow.Scalar()!.Value;
            keys.Bind(1, flows.Int64(0));
            while (keys.Step())
            {
                _addKey.Bind(1, flow).Bind(2, keys.Int64(0)).Bind(3, keys.Int64(1)).Execute();
            }
        }
    }

    public void Dispose()
    {
        _addFlow.Dispose();
        _addKey.Dispose();
    }
}
