namespace Ojo.Storage.Queries;

/// <summary>Groups and what their events add up to.</summary>
/// <param name="Groups">The first of them, as many as were asked for.</param>
/// <param name="Remainder">What all other events that match add up to; null where there are none.</param>
/// <param name="GroupCount">How many groups were told apart.</param>
/// <param name="IsBounded">Whether there were more groups than can be told apart: events of those met last are only in the remainder.</param>
/// <param name="Partial">How far it came where its time was up; null where every event has been looked at.</param>
public sealed record GroupResult(IReadOnlyList<Group> Groups, Group? Remainder, int GroupCount, bool IsBounded, PartialAnswer? Partial);
