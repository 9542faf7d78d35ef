using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>What services did over time, by the clock on the wall.</summary>
/// <param name="FromNs">Where the first bucket begins: Unix time in nanoseconds, as a string.</param>
/// <param name="ToNs">Where the last ends, which may be shorter than the others.</param>
/// <param name="BucketNs">How long each bucket is.</param>
/// <param name="Services">The services that ran in the range, in order of name.</param>
/// <param name="Partial">How far it came where its time was up, or what it lacks; null where every event has been looked at.</param>
internal sealed record TrendsResponse(ExactInteger FromNs, ExactInteger ToNs, long BucketNs, IReadOnlyList<ServiceTrendResponse> Services, PartialResponse? Partial) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Partial is not null;
}
