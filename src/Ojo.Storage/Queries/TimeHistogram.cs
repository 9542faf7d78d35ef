namespace Ojo.Storage.Queries;

/// <summary>How many events of each type there are over time.</summary>
/// <param name="FromNs">Where the first bucket begins, in nanoseconds since the run's start.</param>
/// <param name="ToNs">Where the last ends, which may be shorter than the others.</param>
/// <param name="BucketNs">How long each bucket is.</param>
/// <param name="Types">The types that have events in the range, most frequent first.</param>
/// <param name="Partial">How far it came where its time was up; null where every event has been looked at.</param>
public sealed record TimeHistogram(
    long FromNs, long ToNs, long BucketNs, IReadOnlyList<TypeOverTime> Types, PartialAnswer? Partial)
{
    /// <summary>The run whose start times count from; null where they count from the Unix epoch.</summary>
    public long? RunId { get; init; }
}
