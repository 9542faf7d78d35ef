using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Turns counts per key into counts per type.</summary>
internal static class TypeCounts
{
    /// <summary>Reads rows of (key, count); the most frequent type comes first, and of two the one with the lower id.</summary>
    public static IReadOnlyList<TypeCount> Of(Statement rows, StoredCatalogue catalogue)
    {
        var counts = new Dictionary<StoredType, long>();
        while (rows.Step())
        {
            StoredType type = catalogue.Keys[rows.Int32(0)].Type;
            counts[type] = counts.GetValueOrDefault(type) + rows.Int64(1);
        }

        return [.. counts
            .Select(pair => new TypeCount(pair.Key.Id, pair.Key.EventType, pair.Key.Name, pair.Key.Descriptor?.Category ?? "", pair.Value))
            .OrderByDescending(count => count.Count).ThenBy(count => count.EventType).ThenBy(count => count.TypeKey)];
    }
}
