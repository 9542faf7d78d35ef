using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>Builds the upper floors of the pyramid over the summaries of long flows, one flow at a time.</summary>
/// <remarks>
/// The last summaries are left alone: files that follow each other overlap a little, and a summary that comes where there are
/// floors already takes them away from there on (<see cref="FlowTable.Unfloor"/>).
/// </remarks>
internal sealed class FloorBuilder(sqlite3 connection) : IDisposable
{
    /// <summary>How many rows become one of the floor above.</summary>
    public const int FanIn = 8;

    /// <summary>The uppermost floor, of which a row stands for some two million events.</summary>
    public const int Top = 4;

    /// <summary>How many summaries at the end stay without floors.</summary>
    private const int LeftAlone = 8;

    private readonly Statement _findFlow = new(connection, "SELECT id FROM ojo_flow WHERE loose >= 64 ORDER BY loose DESC LIMIT 1");
    private readonly Statement _findField = new(connection, """
        SELECT key, field FROM ojo_summary WHERE flow = ?1 AND (key, field) > (?2, ?3) ORDER BY key, field LIMIT 1
        """);

    private readonly Statement _end = new(connection, """
        SELECT end_ns, end_block FROM ojo_floor WHERE flow = ?1 AND key = ?2 AND field = ?3 AND floor = ?4 ORDER BY from_ns DESC, block DESC LIMIT 1
        """);

    private readonly Statement _ground = new(connection, """
        SELECT from_ns, block, from_ns, block, duration, count, first, coalesce(last, first), coalesce(min, min(first, coalesce(last, first))),
               coalesce(max, max(first, coalesce(last, first))), block - moved, block - moved
        FROM ojo_summary WHERE flow = ?1 AND key = ?2 AND field = ?3 AND (from_ns, block) > (?4, ?5) ORDER BY from_ns, block
        """);

    private readonly Statement _floor = new(connection, """
        SELECT from_ns, block, end_ns, end_block, duration, count, first, last, min, max, first_place, last_place
        FROM ojo_floor WHERE flow = ?1 AND key = ?2 AND field = ?3 AND floor = ?6 AND (from_ns, block) > (?4, ?5) ORDER BY from_ns, block
        """);

    private readonly Statement _insert = new(connection, """
        INSERT INTO ojo_floor VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """);

    private readonly Statement _built = new(connection, """
        UPDATE ojo_flow SET loose = 0, floored_ns = coalesce((SELECT max(end_ns) FROM ojo_floor WHERE flow = ?1), -1) WHERE id = ?1
        """);

    /// <summary>Whether a flow has many summaries without floors.</summary>
    public bool MayHaveWork
    {
        get
        {
            bool found = _findFlow.Step();
            _findFlow.Reset();
            return found;
        }
    }

    /// <summary>Builds the floors of one flow, inside a transaction.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Step(CancellationToken cancellation)
    {
        if (_findFlow.Scalar() is not long flow)
        {
            return false;
        }

        (long Key, long Field) field = (long.MinValue, long.MinValue);
        while (_findField.Bind(1, flow).Bind(2, field.Key).Bind(3, field.Field).Step())
        {
            cancellation.ThrowIfCancellationRequested();
            field = (_findField.Int64(0), _findField.Int64(1));
            _findField.Reset();
            for (int floor = 1; floor <= Top; floor++)
            {
                Build(flow, field.Key, field.Field, floor);
                StoreSteps.Reach(StoreStep.FloorBuilt);
            }
        }

        _built.Bind(1, flow).Execute();
        return true;
    }

    public void Dispose()
    {
        _findFlow.Dispose();
        _findField.Dispose();
        _end.Dispose();
        _ground.Dispose();
        _floor.Dispose();
        _insert.Dispose();
        _built.Dispose();
    }

    private void Build(long flow, long key, long field, int floor)
    {
        (long ns, long block) = (long.MinValue, long.MinValue);
        if (_end.Bind(1, flow).Bind(2, key).Bind(3, field).Bind(4, floor).Step())
        {
            (ns, block) = (_end.Int64(0), _end.Int64(1));
            _end.Reset();
        }

        Statement rows = floor == 1 ? _ground : _floor.Bind(6, floor - 1);
        rows.Bind(1, flow).Bind(2, key).Bind(3, field).Bind(4, ns).Bind(5, block);
        var beneath = new Queue<FloorRow>();
        int leftAlone = floor == 1 ? LeftAlone : 0;
        while (rows.Step())
        {
            beneath.Enqueue(FloorRow.Read(rows));
            if (beneath.Count == FanIn + leftAlone)
            {
                FloorRow row = beneath.Dequeue();
                for (int n = 1; n < FanIn; n++)
                {
                    row = row.Join(beneath.Dequeue());
                }

                row.Bind(_insert.Bind(1, flow).Bind(2, key).Bind(3, field).Bind(4, floor), firstParameter: 5).Execute();
            }
        }
    }
}
