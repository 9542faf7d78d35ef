using Ojo.Storage.Filters;

namespace Ojo.Storage.Queries;

/// <summary>Which events a question is about.</summary>
public sealed record EventSelection
{
    /// <summary>Only events of this flow.</summary>
    public FlowKey? Flow { get; init; }

    /// <summary>Only events of this run.</summary>
    public long? RunId { get; init; }

    /// <summary>
    /// Null: times count from each run's start. Else only events of these runs are meant, and every time of the question and of its
    /// answer counts from the Unix epoch: so one question is about what several programs did at a time.
    /// </summary>
    public IReadOnlyList<StoredRun>? WallClockRuns { get; init; }

    /// <summary>Only events of these types: wire names in any case, or ids, decimal or <c>0x…</c>. Empty: of every type.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only events at or after this time, in nanoseconds since the run's start, or the epoch: <see cref="WallClockRuns"/>.</summary>
    public long? FromNs { get; init; }

    /// <summary>Only events before this time, in nanoseconds since the run's start, or the epoch: <see cref="WallClockRuns"/>.</summary>
    public long? ToNs { get; init; }

    /// <summary>Only events whose fields pass all of these tests. Texts and bytes cannot be tested here; strings can.</summary>
    public IReadOnlyList<FieldTest> Tests { get; init; } = [];

    /// <summary>Only events that this filter lets through; null: all.</summary>
    public Filter? Filter { get; init; }
}
