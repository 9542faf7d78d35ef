namespace Ojo.Storage.Queries;

/// <summary>How far an answer came before its time was up. What it says is true of the events until there.</summary>
/// <param name="Events">How many events have been looked at.</param>
/// <param name="Flow">The flow that was being read, after all those before it in order of (run, flow id); null where none had been begun.</param>
/// <param name="ReachedNs">Every event of that flow before this time, in nanoseconds since the run's start, has been looked at.</param>
public sealed record PartialAnswer(long Events, FlowKey? Flow, long ReachedNs);
