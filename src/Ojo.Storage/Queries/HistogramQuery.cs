namespace Ojo.Storage.Queries;

/// <summary>How the values of a field are spread.</summary>
public sealed record HistogramQuery
{
    /// <summary>Which events.</summary>
    public EventSelection Events { get; init; } = new();

    /// <summary>Which of their fields: <c>size</c>, of every type that has a number of this name, or <c>PACKET_SENT_SIZED.size</c>.</summary>
    public required string Field { get; init; }

    /// <summary>How many buckets at most: 1 to 4,096. Whole numbers get fewer where there are not so many between the bounds.</summary>
    public int Buckets { get; init; } = 50;

    /// <summary>How the buckets follow each other.</summary>
    public HistogramScale Scale { get; init; }

    /// <summary>Where the first bucket begins; by default at the least value (of a logarithmic scale: the least positive one).</summary>
    public double? From { get; init; }

    /// <summary>Where the last bucket ends, which includes it; by default at the greatest value.</summary>
    public double? To { get; init; }

    /// <summary>After how long to answer with what has been read until then; null: never.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
