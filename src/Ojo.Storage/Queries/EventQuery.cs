using Ojo.Storage.Filters;

namespace Ojo.Storage.Queries;

/// <summary>Which events to list.</summary>
public sealed record EventQuery
{
    /// <summary>Only events of this flow.</summary>
    public FlowKey? Flow { get; init; }

    /// <summary>Only events of this run.</summary>
    public long? RunId { get; init; }

    /// <summary>Only events of these types: wire names in any case, or ids, decimal or <c>0x…</c>. Empty: of every type.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only events at or after this time, in nanoseconds since the run's start.</summary>
    public long? FromNs { get; init; }

    /// <summary>Only events before this time, in nanoseconds since the run's start.</summary>
    public long? ToNs { get; init; }

    /// <summary>Only events whose fields pass all of these tests.</summary>
    public IReadOnlyList<FieldTest> Tests { get; init; } = [];

    /// <summary>Only events that this filter lets through; null: all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Whether the newest comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>How many at most: 1 to 10,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The <see cref="EventPage.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>After how long the page is given as far as it is: <see cref="EventPage.Stopped"/>. Null: when it is full or the list is at its end.</summary>
    /// <remarks>However short, each page comes further than the one before: following the cursors shows every event that matches, once.</remarks>
    public TimeSpan? TimeLimit { get; init; }
}
