namespace Ojo.Storage.Filters;

/// <summary>A run as a filter sees it.</summary>
/// <param name="RunId">Its number in the store.</param>
/// <param name="Service">What the program calls itself; null where nobody said.</param>
/// <param name="Host">The machine's name; null where nobody said.</param>
internal sealed record FilterRun(long RunId, string? Service, string? Host);
