using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>From when to when a series is drawn, and how wide.</summary>
/// <param name="FromNs">Its start.</param>
/// <param name="ToNs">Its end, not included.</param>
/// <param name="Width">How many buckets at most.</param>
internal readonly record struct SeriesRange(long FromNs, long ToNs, int Width)
{
    private const int MaxWidth = 8192;
    private const int MaxSelectors = 100;

    /// <summary>How long a bucket is.</summary>
    public long BucketNs => Math.Max(1, (ToNs - FromNs) / Width + ((ToNs - FromNs) % Width == 0 ? 0 : 1));

    public bool IsEmpty => ToNs == FromNs;

    /// <exception cref="StoreQueryException">The query asks for more than can be drawn.</exception>
    public static void CheckSize(SeriesQuery query)
    {
        if (query.Width is < 1 or > MaxWidth)
        {
            throw new StoreQueryException($"A series has 1 to {MaxWidth} buckets; {query.Width} were asked for.");
        }

        if (query.Selectors.Count > MaxSelectors)
        {
            throw new StoreQueryException($"At most {MaxSelectors} series can be asked for at once; these are {query.Selectors.Count}.");
        }
    }

    /// <summary>The query's range; where it names none, that of the flow.</summary>
    /// <exception cref="StoreQueryException">It ends before it begins.</exception>
    public static SeriesRange Of(SeriesQuery query, long firstNs, long lastNs)
    {
        var range = new SeriesRange(Math.Max(query.FromNs ?? firstNs, 0), query.ToNs ?? Saturated.Add(lastNs, 1), query.Width);
        return range.ToNs >= range.FromNs
            ? range
            : throw new StoreQueryException($"The range ends at {range.ToNs} ns, before it begins at {range.FromNs} ns.");
    }
}
