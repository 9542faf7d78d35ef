namespace Ojo.Storage.Queries;

/// <summary>What was worked out of a flow's packets over time.</summary>
/// <param name="FromNs">Where the first bucket begins, in nanoseconds since the run's start.</param>
/// <param name="ToNs">Where the last ends, which may be shorter than the others; rates are of its own length.</param>
/// <param name="BucketNs">How long each bucket is.</param>
/// <param name="Series">One for each kind asked for, in that order.</param>
/// <param name="Forgotten">How many packets were taken for gone because more than 262,144 were neither acknowledged nor lost: they are no longer in flight and give no round-trip time.</param>
/// <param name="Partial">How far it came where its time was up, and then only buckets before that are told; null where every event has been looked at.</param>
public sealed record DerivedSeriesResult(
    long FromNs, long ToNs, long BucketNs, IReadOnlyList<DerivedSeries> Series, long Forgotten, PartialAnswer? Partial);
