using System.Text.Json.Serialization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>How the values of a field are spread.</summary>
/// <param name="Field">The field, as it was asked for.</param>
/// <param name="Edges">Where the buckets begin, and where the last ends, which it includes: one more than there are buckets.</param>
/// <param name="Counts">How many values each bucket has.</param>
/// <param name="Below">How many values are less than the first edge.</param>
/// <param name="Above">How many are greater than the last.</param>
/// <param name="NotNumbers">How many are “not a number”.</param>
/// <param name="Partial">How far it came where its time was up, or what it lacks; null where every event has been looked at.</param>
internal sealed record HistogramResponse(
    string Field, IReadOnlyList<ExactNumber> Edges, IReadOnlyList<long> Counts, long Below, long Above, long NotNumbers, PartialResponse? Partial) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Partial is not null;

    public static HistogramResponse Of(string field, Histogram histogram) => new(
        field, [.. histogram.Edges.Select(static edge => new ExactNumber(edge))], histogram.Counts,
        histogram.Below, histogram.Above, histogram.NotNumbers, PartialResponse.Of(histogram.Partial));
}
