using Ojo.Storage.Decoding;
using Ojo.Storage.Filters;
using SQLitePCL;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>The event types of a store and the keys that stand for them in its events, as of one moment.</summary>
internal sealed class StoredCatalogue
{
    private StoredCatalogue(long version, IReadOnlyDictionary<int, StoredType> types, IReadOnlyDictionary<int, StoredKey> keys)
    {
        Version = version;
        Types = types;
        Keys = keys;
        FilterTypes = [.. types.Values.Select(static type => new FilterType(type.Id, type.EventType, type.Name, type.Descriptor))];
    }

    /// <summary>The store's own count of changes to all this.</summary>
    public long Version { get; }

    public IReadOnlyDictionary<int, StoredType> Types { get; }

    public IReadOnlyDictionary<int, StoredKey> Keys { get; }

    /// <summary>The types as filters see them.</summary>
    public IReadOnlyList<FilterType> FilterTypes { get; }

    public static StoredCatalogue Load(sqlite3 connection, long version)
    {
        Dictionary<int, StoredType> types = TypeTable.Load(connection);
        using var statement = new Statement(connection, "SELECT id, type, summed_from FROM ojo_key");
        var keys = new Dictionary<int, StoredKey>();
        while (statement.Step())
        {
            keys.Add(statement.Int32(0), new StoredKey(statement.Int32(0), types[statement.Int32(1)], statement.Int64(2)));
        }

        return new StoredCatalogue(version, types, keys);
    }

    /// <summary>The types that a query means by a wire name in any case, or by an id.</summary>
    /// <exception cref="StoreQueryException">No type has this name.</exception>
    public IReadOnlyList<StoredType> FindTypes(string nameOrId)
    {
        List<StoredType> found = [.. Types.Values.Where(type => string.Equals(type.Name, nameOrId, StringComparison.OrdinalIgnoreCase))];
        if (found.Count == 0 && NumberText.TryParse(nameOrId, out ulong id))
        {
            return [.. Types.Values.Where(type => type.EventType == id)];
        }

        return found.Count > 0
            ? found
            : throw new StoreQueryException($"No event type is called “{nameOrId}”. Give a wire name such as PACKET_SENT, or an id such as 0x00000002.");
    }

    public IEnumerable<StoredKey> KeysOf(StoredType type) => Keys.Values.Where(key => key.Type.Id == type.Id);
}
