namespace Ojo.Storage.Queries;

/// <summary>Which values of a flow to draw, over which range, how wide.</summary>
public sealed record SeriesQuery
{
    /// <summary>The flow.</summary>
    public required FlowKey Flow { get; init; }

    /// <summary>What to draw: <c>PACKET_SENT.packet_number</c>, or <c>PACKET_SENT</c> for how many there are per bucket.</summary>
    public required IReadOnlyList<string> Selectors { get; init; }

    /// <summary>From when on, in nanoseconds since the run's start; by default the flow's first event.</summary>
    public long? FromNs { get; init; }

    /// <summary>Until when (not included), in nanoseconds since the run's start; by default just after the flow's last event.</summary>
    public long? ToNs { get; init; }

    /// <summary>How many buckets at most, about one per pixel: 1 to 8,192.</summary>
    public int Width { get; init; } = 1600;

    /// <summary>After how long the series are given as far as they are: <see cref="Series.IsPartial"/>. Null: when they are whole.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
