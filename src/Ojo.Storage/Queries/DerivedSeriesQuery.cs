namespace Ojo.Storage.Queries;

/// <summary>What to work out of a flow's packets, over which range, how wide.</summary>
public sealed record DerivedSeriesQuery
{
    /// <summary>The flow.</summary>
    public required FlowKey Flow { get; init; }

    /// <summary>What to work out: at most one of each kind.</summary>
    public required IReadOnlyList<DerivedKind> Kinds { get; init; }

    /// <summary>From when on, in nanoseconds since the run's start; by default the flow's first event.</summary>
    public long? FromNs { get; init; }

    /// <summary>Until when (not included), in nanoseconds since the run's start; by default just after the flow's last event.</summary>
    public long? ToNs { get; init; }

    /// <summary>How many buckets at most, about one per pixel: 1 to 8,192.</summary>
    public int Width { get; init; } = 400;

    /// <summary>After how long to answer with the buckets that are complete by then; null: never.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
