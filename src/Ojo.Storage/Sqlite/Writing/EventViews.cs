using Ojo.Catalogue;
using Ojo.Storage.Sqlite.Views;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Makes the view of an event type: its events with their fields decoded, for people who write SQL.</summary>
internal static class EventViews
{
    /// <summary>The names that are taken, whatever their case.</summary>
    public static HashSet<string> NamesIn(sqlite3 connection)
    {
        using var names = new Statement(connection, "SELECT name FROM sqlite_master");
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (names.Step())
        {
            taken.Add(names.Text(0));
        }

        return taken;
    }

    public static void Create(sqlite3 connection, string name, int type, EventDescriptor descriptor)
    {
        const string head = "e.id, f.run AS run_id, f.flow_id, b.first_ns + (e.dt >> b.shift) * b.tick AS ts_ns";
        using var create = new Statement(connection, $"""
            CREATE VIEW {SqlText.Name(name)} AS
            SELECT {EventViewSql.Columns(head, FieldSql.OfEvent, descriptor, type)}
            FROM ojo_flow AS f
            JOIN ojo_block AS b ON b.flow = f.id
            JOIN ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id
            WHERE e.key IN (SELECT id FROM ojo_key WHERE type = {type})
            """);
        create.Execute();
    }
}
