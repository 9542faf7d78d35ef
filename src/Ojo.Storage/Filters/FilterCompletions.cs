namespace Ojo.Storage.Filters;

/// <summary>What may be written at a place in a filter, the most frequent first.</summary>
/// <param name="Offset">Where what it replaces begins, in UTF-16 units.</param>
/// <param name="Length">How long what it replaces is, in UTF-16 units.</param>
/// <param name="Items">The texts that may stand there.</param>
public sealed record FilterCompletions(int Offset, int Length, IReadOnlyList<FilterCompletion> Items);
