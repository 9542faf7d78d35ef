using Ojo.Storage.Filters;

namespace Ojo.Storage.Queries;

/// <summary>What a flow did in a stretch of time.</summary>
public sealed record RangeQuery
{
    /// <summary>The flow.</summary>
    public required FlowKey Flow { get; init; }

    /// <summary>From when on, in nanoseconds since the run's start; by default the flow's first event.</summary>
    public long? FromNs { get; init; }

    /// <summary>Until when (not included), in nanoseconds since the run's start; by default just after the flow's last event.</summary>
    public long? ToNs { get; init; }

    /// <summary>Only events that this filter lets through; null: all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>After how long to answer with what has been read until then; null: never.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
