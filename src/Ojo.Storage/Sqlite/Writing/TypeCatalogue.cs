using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Sqlite.Views;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Takes schemas in and gives events' types their keys. For use inside the writer's transactions.</summary>
internal sealed class TypeCatalogue(sqlite3 connection) : IDisposable
{
    private readonly Statement _isSchemaKnown = new(connection, "SELECT 1 FROM ojo_schema WHERE hash = ?1");
    private readonly Statement _findInSchema = new(connection, """
        SELECT type FROM ojo_schema_type WHERE event_type = ?2 AND schema = (SELECT id FROM ojo_schema WHERE hash = ?1)
        """);

    private readonly Statement _findAnywhere = new(connection, """
        SELECT type FROM ojo_schema_type WHERE event_type = ?1 ORDER BY schema DESC LIMIT 1
        """);

    private readonly Statement _findKey = new(connection, "SELECT id, type FROM ojo_key WHERE run = ?1 AND schema = ?2 AND event_type = ?3");
    private readonly Statement _addKey = new(connection, """
        INSERT INTO ojo_key (run, schema, event_type, type) VALUES (?1, ?2, ?3, ?4) RETURNING id
        """);

    private Dictionary<int, StoredType>? _types;

    /// <summary>Forgets what it has read: another writer, or a rollback, has changed it.</summary>
    public void Forget() => _types = null;

    /// <summary>The key of an event type, made where there is none yet.</summary>
    /// <param name="run">The run, where the key is to be its own; else 0.</param>
    /// <param name="schemaHash">The schema, or 0 where none is known.</param>
    /// <param name="eventType">The id in the record.</param>
    /// <param name="typeId">The id that is meant by it, of 64 bits where the trace comes from a format with such.</param>
    /// <returns>The key, and whether it is new.</returns>
    public (IngestKey Key, bool IsNew) FindOrAddKey(long run, long schemaHash, uint eventType, ulong typeId)
    {
        (long? found, bool isOwn) = FindType(schemaHash, (long)typeId, guess: true);
        int type = found is long known ? (int)known : FindOrAddUnnamed(typeId);
        _findKey.Bind(1, run).Bind(2, schemaHash).Bind(3, (long)typeId);
        if (_findKey.Step())
        {
            (long id, int given) = (_findKey.Int64(0), _findKey.Int32(1));
            _findKey.Reset();
            return (new IngestKey(id, eventType, typeId, DescriptorOf(given), isOwn && given == type), false);
        }

        long added = _addKey.Bind(1, run).Bind(2, schemaHash).Bind(3, (long)typeId).Bind(4, type).Scalar()!.Value;
        return (new IngestKey(added, eventType, typeId, DescriptorOf(type), isOwn), true);
    }

    public void Dispose()
    {
        _isSchemaKnown.Dispose();
        _findInSchema.Dispose();
        _findAnywhere.Dispose();
        _findKey.Dispose();
        _addKey.Dispose();
    }

    /// <summary>Takes a schema in.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool AddSchema(long hash, IReadOnlyList<EventDescriptor> types, byte[]? shape)
    {
        using var find = new Statement(connection, "SELECT id FROM ojo_schema WHERE hash = ?1 AND shape IS ?2");
        find.Bind(1, hash);
        if (shape is not null)
        {
            find.Bind(2, shape.AsSpan());
        }

        if (find.Scalar() is not null)
        {
            return false;
        }

        using var insert = new Statement(connection, """
            INSERT INTO ojo_schema (hash, shape) VALUES (?1, ?2) ON CONFLICT (hash) DO UPDATE SET shape = excluded.shape RETURNING id
            """);
        insert.Bind(1, hash);
        if (shape is not null)
        {
            insert.Bind(2, shape.AsSpan());
        }

        long schema = insert.Scalar()!.Value;
        using var map = new Statement(connection, "INSERT OR REPLACE INTO ojo_schema_type VALUES (?1, ?2, ?3)");
        var seen = new HashSet<ulong>();
        HashSet<string> viewNames = EventViews.NamesIn(connection);
        foreach (EventDescriptor type in types)
        {
            if (seen.Add(type.StoredId))
            {
                map.Bind(1, schema).Bind(2, (long)type.StoredId).Bind(3, FindOrAdd(type, viewNames)).Execute();
            }
        }

        Forget();
        Resolve();
        RoleViews.Create(connection, TypeTable.Load(connection).Values);
        return true;
    }

    /// <summary>Gives keys the types that the schemas known by now say they have.</summary>
    public void Resolve()
    {
        var changes = new List<(long Key, long Type)>();
        using (var keys = new Statement(connection, """
            SELECT k.id, k.type, k.event_type, coalesce(nullif(k.schema, 0), r.schema, 0), t.name IS NULL
            FROM ojo_key AS k JOIN ojo_type AS t ON t.id = k.type LEFT JOIN ojo_run AS r ON r.id = k.run
            """))
        {
            while (keys.Step())
            {
                long? type = FindType(schemaHash: keys.Int64(3), eventType: keys.Int64(2), guess: keys.Int64(4) != 0).Type;
                if (type is long found && found != keys.Int64(1))
                {
                    changes.Add((keys.Int64(0), found));
                }
            }
        }

        using var update = new Statement(connection, $"""
            UPDATE ojo_key SET type = ?2, summed_from = ({EventIds.LastSql}) + 1 WHERE id = ?1
            """);
        using var forget = new Statement(connection, "DELETE FROM ojo_summary WHERE key = ?1");
        using var tearDown = new Statement(connection, "DELETE FROM ojo_floor WHERE key = ?1");
        foreach ((long key, long type) in changes)
        {
            update.Bind(1, key).Bind(2, type).Execute();
            forget.Bind(1, key).Execute();
            tearDown.Bind(1, key).Execute();
        }
    }

    /// <summary>
    /// The type that a schema means by an id. Where it says nothing and a guess is asked for: what Ojo itself ships; then,
    /// unless a schema of that hash is still to come, what the newest schema with such an id says.
    /// </summary>
    private (long? Type, bool Own) FindType(long schemaHash, long eventType, bool guess)
    {
        bool isKnown = schemaHash != 0 && _isSchemaKnown.Bind(1, schemaHash).Scalar() is not null;
        if (isKnown && _findInSchema.Bind(1, schemaHash).Bind(2, eventType).Scalar() is long type)
        {
            return (type, true);
        }

        if (!guess)
        {
            return (null, false);
        }

        if (_findInSchema.Bind(1, 0).Bind(2, eventType).Scalar() is long builtIn)
        {
            return (builtIn, true);
        }

        return schemaHash != 0 && !isKnown ? (null, false) : (_findAnywhere.Bind(1, eventType).Scalar(), false);
    }

    /// <summary>Whether another provider was the first to have an event of this name: later ones' views are called by their providers too.</summary>
    private bool IsNameOfAnother(EventDescriptor type)
    {
        using var find = new Statement(connection, "SELECT provider FROM ojo_type WHERE lower(name) = lower(?1) ORDER BY id LIMIT 1");
        string? first = find.Bind(1, type.Name).Step() ? find.Text(0) : null;
        find.Reset();
        return first is not null && first != type.Provider;
    }

    private EventDescriptor? DescriptorOf(int type)
    {
        _types ??= TypeTable.Load(connection);
        return _types[type].Descriptor;
    }

    private int FindOrAddUnnamed(ulong eventType)
    {
        int type = TypeTable.FindOrAddUnnamed(connection, eventType);
        _types?.TryAdd(type, new StoredType(type, eventType, Descriptor: null, ViewName: null));
        return type;
    }

    private int FindOrAdd(EventDescriptor type, HashSet<string> viewNames)
    {
        byte[] shape = TypeShape.Of(type);
        if (TypeTable.FindAndDescribe(connection, type, shape) is int found)
        {
            return found;
        }

        string viewName = EventViewSql.ChooseName(IsNameOfAnother(type) ? $"{type.Provider}_{type.Name}" : type.Name, viewNames);
        int id = TypeTable.Add(connection, type, shape, viewName);
        EventViews.Create(connection, viewName, id, type);
        return id;
    }
}
