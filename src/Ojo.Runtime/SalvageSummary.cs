namespace Ojo;

/// <summary>What a salvage found and did.</summary>
/// <param name="Rings">Dead processes' buffers that were emptied and removed.</param>
/// <param name="Files">Trace files that were written.</param>
/// <param name="Events">Events in them.</param>
/// <param name="Lost">Events that they say were lost.</param>
/// <param name="SetAside">Files that made no sense, in whole or in part, and are in <c>quarantine/</c> now.</param>
/// <param name="Failed">Files that could not be looked at or emptied now and are kept.</param>
public readonly record struct SalvageSummary(int Rings, int Files, long Events, long Lost, int SetAside, int Failed);
