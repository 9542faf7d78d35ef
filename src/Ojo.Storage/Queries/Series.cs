namespace Ojo.Storage.Queries;

/// <summary>The values of one field of one event type over time.</summary>
/// <param name="Selector">What was asked for.</param>
/// <param name="BucketNs">How long a bucket is in nanoseconds; 0 where each bucket is one event and nothing was left out.</param>
/// <param name="Buckets">In order of time; none for a time in which nothing happened.</param>
/// <param name="Before">The last event before the range, so that a step or line can enter it; null where there is none.</param>
public sealed record Series(string Selector, long BucketNs, IReadOnlyList<Bucket> Buckets, Bucket? Before)
{
    /// <summary>Whether the query's time was up before all its events were looked at: what is here happened, and there may be more.</summary>
    public bool IsPartial { get; init; }
}
