using Ojo.Storage.Queries;

namespace Ojo.Explorer.Export;

/// <summary>What a file of events lacks at its end.</summary>
/// <param name="TimeIsUp">Whether the time was up before all had been written.</param>
/// <param name="TimeLimit">How long there was.</param>
/// <param name="NextCursor">Where to go on; null where the time was not up.</param>
/// <param name="Missing">The files of the store that could not be read.</param>
internal sealed record EventFileStop(bool TimeIsUp, TimeSpan TimeLimit, string? NextCursor, IReadOnlyList<MissingPart> Missing);
