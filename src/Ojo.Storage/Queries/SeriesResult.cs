namespace Ojo.Storage.Queries;

/// <summary>Values over time, reduced to buckets.</summary>
/// <param name="FromNs">Start of the range that was drawn, in nanoseconds since the run's start.</param>
/// <param name="ToNs">Its end.</param>
/// <param name="Series">One per selector, in the order asked for.</param>
public sealed record SeriesResult(long FromNs, long ToNs, IReadOnlyList<Series> Series)
{
    /// <summary>The files of the store that could not be read: what they hold is not in here. Empty where nothing is missing.</summary>
    public IReadOnlyList<MissingPart> Missing { get; init; } = [];
}
