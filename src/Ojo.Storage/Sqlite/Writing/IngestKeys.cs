using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>The keys of the event types of one file: of its schema, or, where none is known, of its run.</summary>
internal sealed class IngestKeys
{
    private const int RecentCount = 256;

    private readonly sqlite3 _connection;
    private readonly TypeCatalogue _types;
    private readonly long _run;
    private readonly long _schema;
    private readonly Dictionary<uint, IngestKey> _keys = [];
    private readonly IngestKey?[] _recent = new IngestKey?[RecentCount];

    public IngestKeys(sqlite3 connection, TypeCatalogue types, long run, long schema)
    {
        _connection = connection;
        _types = types;
        _run = schema == 0 ? run : 0;
        _schema = schema;
    }

    /// <summary>The keys used so far.</summary>
    public IReadOnlyCollection<IngestKey> All => _keys.Values;

    /// <summary>Whether a type was met that the store had no key for.</summary>
    public bool HasNew { get; private set; }

    public IngestKey this[uint eventType] => _recent[eventType % RecentCount] is IngestKey key && key.EventType == eventType
        ? key
        : FindSlowly(eventType);

    private IngestKey FindSlowly(uint eventType)
    {
        if (!_keys.TryGetValue(eventType, out IngestKey? key))
        {
            key = Load(eventType);
            _keys.Add(eventType, key);
        }

        return _recent[eventType % RecentCount] = key;
    }

    private IngestKey Load(uint eventType)
    {
        (int type, bool isOwn) = _types.TypeFor(_schema, eventType);
        using var find = new Statement(_connection, "SELECT id, type FROM ojo_key WHERE run = ?1 AND schema = ?2 AND event_type = ?3");
        find.Bind(1, _run).Bind(2, _schema).Bind(3, eventType);
        if (find.Step())
        {
            var found = (Id: find.Int64(0), Type: find.Int32(1));
            find.Reset();
            return new IngestKey(found.Id, eventType, _types.DescriptorOf(found.Type), isOwn && found.Type == type);
        }

        using var insert = new Statement(_connection, """
            INSERT INTO ojo_key (run, schema, event_type, type) VALUES (?1, ?2, ?3, ?4) RETURNING id
            """);
        long id = insert.Bind(1, _run).Bind(2, _schema).Bind(3, eventType).Bind(4, type).Scalar()!.Value;
        HasNew = true;
        _types.Forget();
        return new IngestKey(id, eventType, _types.DescriptorOf(type), isOwn);
    }
}
