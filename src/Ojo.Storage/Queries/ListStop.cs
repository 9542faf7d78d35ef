namespace Ojo.Storage.Queries;

/// <summary>How far a list in order of (run, time) has been looked through.</summary>
/// <param name="RunId">The run; those before it in the order of the list have been looked through whole.</param>
/// <param name="ReachedNs">The time in it, in nanoseconds since its start: what matches before it in the order of the list has been shown.</param>
public sealed record ListStop(long RunId, long ReachedNs);
