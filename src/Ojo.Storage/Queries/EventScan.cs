using Ojo.Storage.Filters;

namespace Ojo.Storage.Queries;

/// <summary>Which events to show a sink, one after the other and undecoded.</summary>
public sealed record EventScan
{
    /// <summary>Only events of these flows, in whatever order they are named; null: of every flow. One that the store has not has no events.</summary>
    public IReadOnlyList<FlowKey>? Flows { get; init; }

    /// <summary>Only events of this run.</summary>
    public long? RunId { get; init; }

    /// <summary>Only events of these types, each with as many words as it says; null: every event, the payload alone.</summary>
    public IReadOnlyList<ScannedType>? Types { get; init; }

    /// <summary>Only events at or after this time, in nanoseconds since the run's start.</summary>
    public long FromNs { get; init; }

    /// <summary>Only events before this time, in nanoseconds since the run's start; null: to the end.</summary>
    public long? ToNs { get; init; }

    /// <summary>Only events that this filter lets through; null: all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Whether the events' texts and bytes are shown too (<see cref="ScannedEvents.Texts"/>), which costs a look at each event's.</summary>
    public bool WithTexts { get; init; }

    /// <summary>Told of each file of the store that cannot be read, whose events are then left out; null: the scan throws instead.</summary>
    public Action<MissingPart>? OnMissing { get; init; }
}
