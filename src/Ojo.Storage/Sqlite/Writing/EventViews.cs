using Ojo.Catalogue;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Makes the view of an event type: its events with their fields decoded, for people who write SQL.</summary>
/// <remarks>
/// Names come from schema files of anybody, so they are reduced to what an identifier may be, quoted all the same, and
/// given a number where they would clash. Column and view names are found by SQLite whatever their case.
/// </remarks>
internal static class EventViews
{
    // SQLite allows 2,000 columns; nobody declares 500 fields in earnest.
    private const int MaxColumns = 500;

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

    /// <summary>A name that is not taken, and now is: the wire name in lower case, with <c>_2</c>, <c>_3</c>, … if need be.</summary>
    public static string ChooseName(EventDescriptor type, HashSet<string> taken)
    {
        string wanted = SqlText.Identifier(type.Name);
        if (wanted.Length == 0 || wanted.StartsWith("sqlite_", StringComparison.Ordinal) || wanted.StartsWith("ojo_", StringComparison.Ordinal))
        {
            wanted = "event_" + wanted;
        }

        string name = wanted;
        for (int number = 2; !taken.Add(name); number++)
        {
            name = $"{wanted}_{number}";
        }

        return name;
    }

    public static void Create(sqlite3 connection, string name, int type, EventDescriptor descriptor)
    {
        var columns = new List<string>
        {
            "e.id",
            "f.run AS run_id",
            "f.flow_id",
            "b.first_ns + e.dt * b.tick AS ts_ns",
        };
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "id", "run_id", "flow_id", "ts_ns" };
        foreach (FieldDescriptor field in descriptor.Fields.Take(MaxColumns))
        {
            columns.Add($"{FieldSql.OfEvent.Decode(field, descriptor, type)} AS {SqlText.Name(FreeName(field.Name, names))}");
        }

        using var create = new Statement(connection, $"""
            CREATE VIEW {SqlText.Name(name)} AS
            SELECT {string.Join(",\n       ", columns)}
            FROM ojo_flow AS f
            JOIN ojo_block AS b ON b.flow = f.id
            JOIN ojo_event AS e ON e.id BETWEEN b.first_id AND b.last_id
            WHERE e.key IN (SELECT id FROM ojo_key WHERE type = {type})
            """);
        create.Execute();
    }

    private static string FreeName(string name, HashSet<string> taken)
    {
        string wanted = SqlText.Identifier(name);
        wanted = wanted.Length == 0 ? "field" : wanted;
        string free = wanted;
        for (int number = 2; !taken.Add(free); number++)
        {
            free = $"{wanted}_{number}";
        }

        return free;
    }
}
