namespace Ojo.Explorer.Responses;

/// <summary>How many events of one type there are over time.</summary>
/// <param name="Type">The type, and how many events of it there are in the whole range.</param>
/// <param name="Counts">How many in each bucket.</param>
internal sealed record TypeOverTimeResponse(TypeCountResponse Type, IReadOnlyList<long> Counts);
