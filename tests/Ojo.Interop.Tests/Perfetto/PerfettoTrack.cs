namespace Ojo.Interop.Tests.Perfetto;

/// <summary>A track of a Perfetto trace.</summary>
internal sealed record PerfettoTrack(ulong Id, ulong Parent, string Name, bool IsProcess, bool IsCounter, int Unit, string? UnitName, long Multiplier, string? ShareKey, int Ordering, int Rank);
