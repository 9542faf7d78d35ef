using Ojo.Storage.Ingestion;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>The keys of the event types of one file: of its schema, or, where none is known, of its run.</summary>
internal sealed class IngestKeys
{
    private const int RecentCount = 256;

    private readonly TypeCatalogue _types;
    private readonly long _run;
    private readonly long _schema;
    private readonly Dictionary<uint, IngestKey> _keys = [];
    private readonly IngestKey?[] _recent = new IngestKey?[RecentCount];

    public IngestKeys(TypeCatalogue types, long run, long schema)
    {
        _types = types;
        _run = schema == 0 ? run : 0;
        _schema = schema;
    }

    /// <summary>The keys used so far.</summary>
    public IReadOnlyCollection<IngestKey> All => _keys.Values;

    /// <summary>Whether a type was met that the store had no key for.</summary>
    public bool HasNew { get; private set; }

    /// <summary>The key of an event.</summary>
    /// <param name="eventType">Its type as the record has it.</param>
    /// <param name="slice">Knows what the file means by that.</param>
    public IngestKey Find(uint eventType, EventSlice slice) => _recent[eventType % RecentCount] is IngestKey key && key.EventType == eventType
        ? key
        : FindSlowly(eventType, slice);

    private IngestKey FindSlowly(uint eventType, EventSlice slice)
    {
        if (!_keys.TryGetValue(eventType, out IngestKey? key))
        {
            (key, bool isNew) = _types.FindOrAddKey(_run, _schema, eventType, slice.TypeOf(eventType));
            HasNew |= isNew;
            _keys.Add(eventType, key);
        }

        return _recent[eventType % RecentCount] = key;
    }
}
