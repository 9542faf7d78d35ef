using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using SQLitePCL;

namespace Ojo.Storage.Sqlite;

/// <summary>Reads and writes what the store knows of event types: <c>ojo_type</c>, <c>ojo_field</c>, <c>ojo_enum</c>.</summary>
internal static class TypeTable
{
    public static Dictionary<int, StoredType> Load(sqlite3 connection)
    {
        ILookup<(int Type, int Field), EnumValue> values = LoadValues(connection);
        ILookup<int, FieldDescriptor> fields = LoadFields(connection, values);
        using var statement = new Statement(connection, """
            SELECT id, event_type, provider, name, category, description, level, role, chart, flow, view_name, snapshot_when FROM ojo_type
            """);
        var types = new Dictionary<int, StoredType>();
        while (statement.Step())
        {
            int id = statement.Int32(0);
            ulong eventType = (ulong)statement.Int64(1);
            EventDescriptor? descriptor = statement.IsNull(3) ? null : new EventDescriptor
            {
                Id = unchecked((uint)eventType),
                WideId = eventType is EventTypeId.Invalid or > uint.MaxValue ? eventType : null,
                Provider = statement.Text(2),
                Name = statement.Text(3),
                Category = statement.Text(4),
                Description = statement.Text(5),
                Level = SnakeCase.Parse<EventLevel>(statement.Text(6)),
                Role = SnakeCase.Parse<EventRole>(statement.Text(7)),
                Chart = SnakeCase.Parse<ChartHint>(statement.Text(8)),
                Flow = statement.Int64(9) != 0,
                SnapshotWhen = statement.Text(11),
                Fields = [.. fields[id]],
            };
            types.Add(id, new StoredType(id, eventType, descriptor, statement.TextOrNull(10)));
        }

        return types;
    }

    /// <summary>Finds the type that a declaration means, and brings its words up to date; null where the store has none.</summary>
    public static int? FindAndDescribe(sqlite3 connection, EventDescriptor type, byte[] shape)
    {
        using var find = new Statement(connection, "SELECT id FROM ojo_type WHERE event_type = ?1 AND shape = ?2");
        if (find.Bind(1, (long)type.StoredId).Bind(2, shape.AsSpan()).Scalar() is not long id)
        {
            return null;
        }

        using var describe = new Statement(connection, """
            UPDATE ojo_type SET category = ?2, description = ?3, level = ?4, chart = ?5, snapshot_when = ?6 WHERE id = ?1
            """);
        describe.Bind(1, id).Bind(2, type.Category).Bind(3, type.Description)
            .Bind(4, SnakeCase.Of(type.Level)).Bind(5, SnakeCase.Of(type.Chart)).Bind(6, type.SnapshotWhen).Execute();
        return (int)id;
    }

    public static int Add(sqlite3 connection, EventDescriptor type, byte[] shape, string viewName)
    {
        using var insert = new Statement(connection, """
            INSERT INTO ojo_type (event_type, provider, name, category, description, level, role, chart, flow, shape, view_name, snapshot_when)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id
            """);
        int id = (int)insert.Bind(1, (long)type.StoredId).Bind(2, type.Provider).Bind(3, type.Name).Bind(4, type.Category).Bind(5, type.Description)
            .Bind(6, SnakeCase.Of(type.Level)).Bind(7, SnakeCase.Of(type.Role)).Bind(8, SnakeCase.Of(type.Chart))
            .Bind(9, type.Flow ? 1 : 0).Bind(10, shape.AsSpan()).Bind(11, viewName).Bind(12, type.SnapshotWhen).Scalar()!.Value;
        AddFields(connection, id, type.Fields);
        return id;
    }

    /// <summary>The type of an id that no schema names.</summary>
    public static int FindOrAddUnnamed(sqlite3 connection, ulong eventType)
    {
        using var find = new Statement(connection, "SELECT id FROM ojo_type WHERE event_type = ?1 AND shape IS NULL");
        if (find.Bind(1, (long)eventType).Scalar() is long id)
        {
            return (int)id;
        }

        using var insert = new Statement(connection, "INSERT INTO ojo_type (event_type) VALUES (?1) RETURNING id");
        return (int)insert.Bind(1, (long)eventType).Scalar()!.Value;
    }

    private static void AddFields(sqlite3 connection, int type, IReadOnlyList<FieldDescriptor> fields)
    {
        using var addField = new Statement(connection, "INSERT INTO ojo_field VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        using var addValue = new Statement(connection, "INSERT OR IGNORE INTO ojo_enum VALUES (?1, ?2, ?3, ?4)");
        for (int n = 0; n < fields.Count; n++)
        {
            FieldDescriptor field = fields[n];
            addField.Bind(1, type).Bind(2, n).Bind(3, field.Name).Bind(4, SnakeCase.Of(field.Type)).Bind(5, SnakeCase.Of(field.Kind))
                .Bind(6, field.Unit).Bind(7, SnakeCase.Of(field.Part)).Bind(8, field.Description)
                .Bind(9, field.BitOffset).Bind(10, field.BitWidth).Execute();
            foreach (EnumValue value in field.Values)
            {
                addValue.Bind(1, type).Bind(2, n).Bind(3, value.Value).Bind(4, value.Name).Execute();
            }
        }
    }

    private static ILookup<(int Type, int Field), EnumValue> LoadValues(sqlite3 connection)
    {
        using var statement = new Statement(connection, "SELECT type, n, value, name FROM ojo_enum ORDER BY type, n, value");
        var values = new List<((int, int) Key, EnumValue Value)>();
        while (statement.Step())
        {
            values.Add(((statement.Int32(0), statement.Int32(1)), new EnumValue(statement.Text(3), statement.Int64(2))));
        }

        return values.ToLookup(value => value.Key, value => value.Value);
    }

    private static ILookup<int, FieldDescriptor> LoadFields(sqlite3 connection, ILookup<(int Type, int Field), EnumValue> values)
    {
        using var statement = new Statement(connection, """
            SELECT type, n, name, field_type, kind, unit, part, description, bit_offset, bit_width FROM ojo_field ORDER BY type, n
            """);
        var fields = new List<(int Type, FieldDescriptor Field)>();
        while (statement.Step())
        {
            int type = statement.Int32(0);
            fields.Add((type, new FieldDescriptor
            {
                Name = statement.Text(2),
                Type = SnakeCase.Parse<FieldType>(statement.Text(3)),
                Kind = SnakeCase.Parse<FieldKind>(statement.Text(4)),
                Unit = statement.Text(5),
                Part = SnakeCase.Parse<FieldPart>(statement.Text(6)),
                Description = statement.Text(7),
                BitOffset = statement.Int32(8),
                BitWidth = statement.Int32(9),
                Values = [.. values[(type, statement.Int32(1))]],
            }));
        }

        return fields.ToLookup(field => field.Type, field => field.Field);
    }
}
