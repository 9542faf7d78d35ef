using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A derived series, as columns: an entry for each bucket, those without events included.</summary>
/// <param name="Kind">What it is: one of the words that can be asked for.</param>
/// <param name="Unit">The values' unit: bytes/s, bytes, us, or nothing for a ratio.</param>
/// <param name="Value">Its value; null where there is none to be told.</param>
/// <param name="Min">The least in the bucket; null where the value is one of the whole bucket.</param>
/// <param name="Max">The greatest in the bucket.</param>
/// <param name="Count">How many events it was worked out of.</param>
/// <param name="Unavailable">Why it cannot be worked out, in a sentence; null where it can.</param>
internal sealed record DerivedColumns(string Kind, string Unit, double?[] Value, double?[] Min, double?[] Max, long[] Count, string? Unavailable)
{
    public static DerivedColumns Of(DerivedSeries series) => new(
        SnakeCase.Of(series.Kind), series.Unit,
        Column(series, static point => point.Value), Column(series, static point => point.Min), Column(series, static point => point.Max),
        [.. series.Points.Select(static point => point.Count)], series.Missing);

    private static double?[] Column(DerivedSeries series, Func<DerivedPoint, double?> part) =>
        [.. series.Points.Select(point => part(point) is { } value ? BucketResponse.Finite(value) : null)];
}
