using System.Runtime.InteropServices;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Gives a store of version 1 the stretches that version 2 writes as it takes files in.</summary>
internal static class StretchMigration
{
    public static void Apply(sqlite3 connection)
    {
        using var slices = new Statement(connection, "SELECT first_id, last_id, run FROM ojo_slice");
        using var lengthen = new Statement(connection, "UPDATE ojo_run SET longest = max(longest, ?2) WHERE id = ?1");
        using var rows = new Statement(connection, """
            SELECT b.first_ns + e.dt * b.tick, b.flow, e.key
            FROM ojo_block AS b CROSS JOIN ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id WHERE b.first_id BETWEEN ?1 AND ?2
            """);
        using var stretches = new StretchWriter(connection);
        while (slices.Step())
        {
            var flowRows = new List<long>();
            StoredInTime events = Load(rows.Bind(1, slices.Int64(0)).Bind(2, slices.Int64(1)), flowRows);
            lengthen.Bind(1, slices.Int64(2)).Bind(2, stretches.Write(events, slices.Int64(2), CollectionsMarshal.AsSpan(flowRows))).Execute();
        }
    }

    private static StoredInTime Load(Statement rows, List<long> flowRows)
    {
        var events = new List<(long Ns, int Flow, long Key)>();
        while (rows.Step())
        {
            // A slice has one flow after the other.
            if (flowRows.Count == 0 || flowRows[^1] != rows.Int64(1))
            {
                flowRows.Add(rows.Int64(1));
            }

            events.Add((rows.Int64(0), flowRows.Count - 1, rows.Int64(2)));
        }

        events.Sort();
        return new StoredInTime(events);
    }

    private readonly struct StoredInTime(List<(long Ns, int Flow, long Key)> events) : IStretchSource
    {
        public int Count => events.Count;

        public long NsAt(int index) => events[index].Ns;

        public int FlowAt(int index) => events[index].Flow;

        public long KeyAt(int index) => events[index].Key;
    }
}
