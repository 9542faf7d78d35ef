namespace Ojo.Storage.Queries;

/// <summary>How far an answer came before its time was up, or what it lacks because a file of the store cannot be read. What it says is true of the events until there.</summary>
/// <param name="Events">How many events have been looked at.</param>
/// <param name="Flow">The flow that was being read, after all those before it in order of (run, flow id); null where none had been begun.</param>
/// <param name="ReachedNs">Every event of that flow before this time, in nanoseconds since the run's start, has been looked at.</param>
public sealed record PartialAnswer(long Events, FlowKey? Flow, long ReachedNs)
{
    /// <summary>Whether the time was up before every event had been looked at.</summary>
    public bool IsTimeUp { get; init; }

    /// <summary>The files of the store that could not be read: their events are in no answer, whatever the time. Empty where nothing is missing.</summary>
    public IReadOnlyList<MissingPart> Missing { get; init; } = [];
}
