using Ojo.Storage.Sqlite.Writing.Compaction;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>Makes the upper floors of the pyramid again from the floor beneath each, and compares them: each row stands for the next eight rows.</summary>
/// <remarks>The ground floor is held against the events elsewhere (<see cref="SummaryVerification"/>).</remarks>
internal sealed class FloorVerification(sqlite3 connection, FaultList faults)
{
    private const string Floor = """
        SELECT from_ns, block, end_ns, end_block, duration, count, first, last, min, max, first_place, last_place
        FROM ojo_floor WHERE flow = ?1 AND key = ?2 AND field = ?3 AND floor = ?4 ORDER BY from_ns, block
        """;

    private const string Ground = """
        SELECT from_ns, block, from_ns, block, duration, count, first, coalesce(last, first), coalesce(min, min(first, coalesce(last, first))),
               coalesce(max, max(first, coalesce(last, first))), block - moved, block - moved
        FROM ojo_summary WHERE flow = ?1 AND key = ?2 AND field = ?3 ORDER BY from_ns, block
        """;

    public void Run(CancellationToken cancellation)
    {
        using var rows = new Statement(connection, Floor);
        using var beneath = new Statement(connection, Floor);
        using var ground = new Statement(connection, Ground);
        using var floors = new Statement(connection, "SELECT DISTINCT flow, key, field, floor FROM ojo_floor ORDER BY 1, 2, 3, 4");
        while (floors.Step())
        {
            cancellation.ThrowIfCancellationRequested();
            (long flow, long key, long field, long floor) = (floors.Int64(0), floors.Int64(1), floors.Int64(2), floors.Int64(3));
            rows.Bind(1, flow).Bind(2, key).Bind(3, field).Bind(4, floor);
            Statement below = (floor == 1 ? ground : beneath.Bind(4, floor - 1)).Bind(1, flow).Bind(2, key).Bind(3, field);
            Compare(rows, below, $"Floor {floor} of the pyramid over field {field} of key {key} (flow row {flow})");
            rows.Reset();
            below.Reset();
        }

        VerifyReach();
    }

    /// <summary>Once a row is wrong, nobody can say which rows those after it should stand for.</summary>
    private void Compare(Statement rows, Statement beneath, string where)
    {
        while (rows.Step())
        {
            FloorRow row = FloorRow.Read(rows);
            FloorRow? made = null;
            for (int n = 0; n < FloorBuilder.FanIn; n++)
            {
                if (!beneath.Step())
                {
                    faults.Add(where, $"it reaches further than what it stands on: nothing is beneath its row at {row.From.Ns} ns.");
                    return;
                }

                FloorRow next = FloorRow.Read(beneath);
                made = made is { } before ? before.Join(next) : next;
            }

            if (made != row)
            {
                faults.Add(where, $"its row at {row.From.Ns} ns is not what the rows beneath it add up to.");
                return;
            }
        }
    }

    /// <summary>What comes late takes the floors above it away only as far as the flow is said to have them.</summary>
    private void VerifyReach()
    {
        using var flows = new Statement(connection, """
            SELECT r.flow, r.end_ns, f.floored_ns, f.run, f.flow_id
            FROM (SELECT flow, max(end_ns) AS end_ns FROM ojo_floor GROUP BY flow) AS r LEFT JOIN ojo_flow AS f ON f.id = r.flow
            WHERE f.id IS NULL OR f.floored_ns < r.end_ns
            """);
        while (flows.Step())
        {
            if (flows.IsNull(2))
            {
                faults.Add($"Flow row {flows.Int64(0)}", "it has upper floors, and it is missing.");
            }
            else
            {
                faults.Compare($"Flow {flows.Int64(3)}-{flows.Text(4)}", "how far its upper floors reach", flows.Int64(2), flows.Int64(1));
            }
        }
    }
}
