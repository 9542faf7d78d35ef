namespace Ojo.Explorer.Responses;

/// <summary>What the binary form of event counts says in JSON.</summary>
/// <param name="Types">The types, in the order of their columns, each with how many events of it there are in the whole range.</param>
/// <param name="Partial">How far it came where its time was up, or what it lacks; null where every event has been looked at.</param>
internal sealed record EventCountsAbout(IReadOnlyList<TypeCountResponse> Types, PartialResponse? Partial);
