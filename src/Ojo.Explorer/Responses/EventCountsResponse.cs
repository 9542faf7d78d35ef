using System.Text.Json.Serialization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>How many events of each type there are over time.</summary>
/// <param name="FromNs">Where the first bucket begins, in nanoseconds since the run's start; by the clock on the wall, since the Unix epoch, as a string.</param>
/// <param name="ToNs">Where the last ends, which may be shorter than the others.</param>
/// <param name="BucketNs">How long each bucket is.</param>
/// <param name="Types">The types that have events in the range, most frequent first.</param>
/// <param name="Partial">How far it came where its time was up, or what it lacks; null where every event has been looked at.</param>
internal sealed record EventCountsResponse(ExactInteger FromNs, ExactInteger ToNs, long BucketNs, IReadOnlyList<TypeOverTimeResponse> Types, PartialResponse? Partial) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Partial is not null;

    /// <summary>The run that times count from; null: the epoch.</summary>
    [JsonIgnore]
    public long? RunId { get; init; }

    public static EventCountsResponse Of(TimeHistogram counts) => new(
        new(counts.FromNs), new(counts.ToNs), counts.BucketNs,
        [.. counts.Types.Select(static type => new TypeOverTimeResponse(TypeCountResponse.Of([type.Type])[0], type.Counts))], PartialResponse.Of(counts.Partial))
    {
        RunId = counts.RunId,
    };
}
