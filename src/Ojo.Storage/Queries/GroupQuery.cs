namespace Ojo.Storage.Queries;

/// <summary>What the events of each group add up to.</summary>
public sealed record GroupQuery
{
    /// <summary>Which events.</summary>
    public EventSelection Events { get; init; } = new();

    /// <summary>What makes a group: up to three things at once; nothing: all events are one group.</summary>
    public IReadOnlyList<GroupBy> By { get; init; } = [];

    /// <summary>
    /// The field that is added up: <c>size</c>, of every type that has a number of this name, or <c>PACKET_SENT_SIZED.size</c>. Events
    /// without it, or whose value is not a number, are left out. Null: events are only counted.
    /// </summary>
    public string? Field { get; init; }

    /// <summary>Which percentiles of the field, from 0 to 100, at most 16: 50 is the median.</summary>
    public IReadOnlyList<double> Percentiles { get; init; } = [];

    /// <summary>What the groups are sorted by.</summary>
    public GroupOrder Order { get; init; }

    /// <summary>Whether the largest comes first.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>How many groups at most: 1 to 10,000. The rest are added up in <see cref="GroupResult.Remainder"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>After how long to answer with what has been read until then; null: never.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
