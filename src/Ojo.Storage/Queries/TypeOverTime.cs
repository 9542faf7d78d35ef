namespace Ojo.Storage.Queries;

/// <summary>How many events of one type there are over time.</summary>
/// <param name="Type">The type, and how many events of it there are in the whole range.</param>
/// <param name="Counts">How many in each bucket; 0 where there are none.</param>
public sealed record TypeOverTime(TypeCount Type, IReadOnlyList<long> Counts);
