using Ojo.Catalogue;

namespace Ojo.Storage.Sqlite.Views;

/// <summary>Writes the SQL of an event type's view: what it is called and what its columns are.</summary>
/// <remarks>
/// The store makes such views of the schemas that it takes in, on its own tables; the generator writes them down beside the
/// catalogue, on the views that the store publishes. This file is compiled into both, so that they say the same.
/// Names may be anybody's, so they are reduced to what an identifier may be, quoted all the same, and given a number where
/// they would clash. SQLite finds columns and views by their names whatever the case.
/// </remarks>
internal static class EventViewSql
{
    // SQLite allows 2,000 columns; nobody declares 500 fields in earnest.
    private const int MaxColumns = 500;

    private static readonly FieldSql s_published = new("e", FieldTables.Published);

    /// <summary>The views that a store has whatever events it holds: no event's view is called so.</summary>
    public static IReadOnlyList<string> PublishedNames { get; } =
    [
        "event_fields", "event_texts", "event_types", "event_words", "events", "files", "flow_summary", "flows", "gaps", "packets",
        "powers_of_two", "raw_events", "run_strings", "runs",
    ];

    /// <summary>A name that is not taken, and now is: the wire name in lower case, with <c>_2</c>, <c>_3</c>, … if need be.</summary>
    public static string ChooseName(string wireName, HashSet<string> taken)
    {
        string wanted = SqlText.Identifier(wireName);
        if (wanted.Length == 0 || wanted.StartsWith("sqlite_", StringComparison.Ordinal) || wanted.StartsWith("ojo_", StringComparison.Ordinal))
        {
            wanted = "event_" + wanted;
        }

        return Free(wanted, taken);
    }

    /// <summary>The columns of a view: <paramref name="head"/> and the type's fields.</summary>
    /// <param name="head">The expressions of <c>id</c>, <c>run_id</c>, <c>flow_id</c> and <c>ts_ns</c>, with these names.</param>
    /// <param name="fields">Decodes the fields.</param>
    /// <param name="type">The event type.</param>
    /// <param name="typeId">Its number in the store, where the fields' decoder needs one.</param>
    public static string Columns(string head, FieldSql fields, EventDescriptor type, int typeId)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "id", "run_id", "flow_id", "ts_ns" };
        IEnumerable<string> columns = type.Fields.Take(MaxColumns).Select(field =>
        {
            string wanted = SqlText.Identifier(field.Name);
            return $"{fields.Decode(field, type, typeId)} AS {SqlText.Name(Free(wanted.Length == 0 ? "field" : wanted, names))}";
        });
        return string.Join(",\n       ", new[] { head }.Concat(columns));
    }

    /// <summary>The statement that makes a view of all events with the type's id, on published names alone. A view that is there is left as it is.</summary>
    public static string Create(string name, EventDescriptor type) =>
        $"CREATE VIEW IF NOT EXISTS {SqlText.Name(name)} AS\n"
        + $"SELECT {Columns("e.id, e.run_id, e.flow_id, e.ts_ns", s_published, type, typeId: 0)}\n"
        + $"FROM raw_events AS e\nWHERE e.event_type = {SqlText.Number(type.Id)};";

    private static string Free(string wanted, HashSet<string> taken)
    {
        string free = wanted;
        for (int number = 2; !taken.Add(free); number++)
        {
            free = wanted + "_" + SqlText.Number(number);
        }

        return free;
    }
}
