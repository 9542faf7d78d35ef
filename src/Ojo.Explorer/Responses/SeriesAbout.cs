namespace Ojo.Explorer.Responses;

/// <summary>What the binary form of series says in JSON.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Run">The run that times count from.</param>
/// <param name="Selectors">What was asked for, in the order of the series.</param>
/// <param name="Missing">The files of the store that cannot be read: their events are in no bucket.</param>
internal sealed record SeriesAbout(string Flow, RunStartResponse Run, IReadOnlyList<string> Selectors, IReadOnlyList<MissingResponse> Missing);
