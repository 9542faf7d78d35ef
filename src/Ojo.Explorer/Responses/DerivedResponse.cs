using System.Text.Json.Serialization;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>What was worked out of a flow's packets over time.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Run">The run that times count from.</param>
/// <param name="FromNs">Where the first bucket begins, in nanoseconds since the run's start.</param>
/// <param name="ToNs">Where the last ends, which may be shorter than the others; rates are of its own length.</param>
/// <param name="BucketNs">How long each bucket is.</param>
/// <param name="Series">One for each kind, in the order asked for.</param>
/// <param name="Forgotten">How many packets were taken for gone because too many were neither acknowledged nor lost.</param>
/// <param name="Partial">How far it came where its time was up, and then only buckets before that are told; null where every event has been looked at.</param>
internal sealed record DerivedResponse(
    string Flow, RunStartResponse Run, long FromNs, long ToNs, long BucketNs, IReadOnlyList<DerivedColumns> Series, long Forgotten, PartialResponse? Partial) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Partial is not null;

    public static DerivedResponse Of(FlowKey flow, RunStartResponse run, DerivedSeriesResult result) => new(
        flow.ToString(), run, result.FromNs, result.ToNs, result.BucketNs, [.. result.Series.Select(DerivedColumns.Of)], result.Forgotten, PartialResponse.Of(result.Partial));
}
