namespace Ojo.Storage.Queries;

/// <summary>Some events of one flow, in order of time, as a scan shows them. A view over the scan's memory: it lives until the sink returns.</summary>
/// <param name="flow">The flow.</param>
/// <param name="events">The events.</param>
/// <param name="rest">The words of their fields after the first.</param>
/// <param name="reachedNs">See <see cref="ReachedNs"/>.</param>
/// <param name="strings">Where the strings of the run are found; null where there are none.</param>
/// <param name="texts">See <see cref="Texts"/>.</param>
public readonly ref struct ScannedEvents(
    FlowKey flow, ReadOnlySpan<ScannedEvent> events, ReadOnlySpan<ulong> rest, long reachedNs, IRunStrings? strings, ScannedTexts texts = default)
{
    /// <summary>The flow that they belong to.</summary>
    public FlowKey Flow { get; } = flow;

    /// <summary>The events. There may be none: then only <see cref="ReachedNs"/> is news.</summary>
    public ReadOnlySpan<ScannedEvent> Events { get; } = events;

    /// <summary>The words of the events' fields after the first, see <see cref="ScannedEvent.RestStart"/>.</summary>
    public ReadOnlySpan<ulong> Rest { get; } = rest;

    /// <summary>How far the scan of this flow has come: no event before this time is still to be shown.</summary>
    public long ReachedNs { get; } = reachedNs;

    /// <summary>Where the strings of the run are found; null where there are none.</summary>
    public IRunStrings? Strings { get; } = strings;

    /// <summary>The events' texts and bytes; empty unless <see cref="EventScan.WithTexts"/> asked for them.</summary>
    public ScannedTexts Texts { get; } = texts;

    /// <summary>A 64-bit word of an event's fields; 0 past the last that was asked for.</summary>
    public ulong Word(in ScannedEvent scanned, int index) =>
        index == 0 ? scanned.Payload
        : (uint)(index - 1) < (uint)scanned.RestCount ? Rest[scanned.RestStart + index - 1] : 0;

    /// <summary>The string that the flow's run defined under this id, or null where it defined none.</summary>
    public string? FindString(ulong id) => Strings?.FindString(Flow.RunId, id);
}
