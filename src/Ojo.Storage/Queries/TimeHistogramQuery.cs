namespace Ojo.Storage.Queries;

/// <summary>How many events of each type there are over time.</summary>
public sealed record TimeHistogramQuery
{
    /// <summary>Which events. A flow or a run must be named, because times count from a run's start.</summary>
    public EventSelection Events { get; init; } = new();

    /// <summary>How many buckets at most, about one per pixel: 1 to 8,192.</summary>
    public int Width { get; init; } = 200;

    /// <summary>After how long to answer with what has been read until then; null: never.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
