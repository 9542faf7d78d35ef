using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Lists the event types that a store knows.</summary>
internal static class EventTypesQuery
{
    public static IReadOnlyList<StoredEventType> Run(ReaderConnection connection, StoredCatalogue catalogue)
    {
        Statement rows = connection.Prepare("SELECT type, sum(events) FROM ojo_key GROUP BY type");
        var counts = new Dictionary<int, long>();
        while (rows.Step())
        {
            counts.Add(rows.Int32(0), rows.Int64(1));
        }

        // A type without a name stays behind, empty, when a schema names what its events are.
        return [.. catalogue.Types.Values
            .Select(type => new StoredEventType(type.Id, type.EventType, type.Descriptor, counts.GetValueOrDefault(type.Id)))
            .Where(type => type.Descriptor is not null || type.Count > 0)
            .OrderBy(type => type.EventType).ThenBy(type => type.TypeKey)];
    }
}
