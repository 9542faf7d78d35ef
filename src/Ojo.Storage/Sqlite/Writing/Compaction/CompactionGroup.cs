namespace Ojo.Storage.Sqlite.Writing.Compaction;

/// <summary>What was written in one order of flows: a slice, or all that one merge has written.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Place">Where it belongs in the order of arrival.</param>
/// <param name="Level">How often it has been merged.</param>
/// <param name="Size">How many small blocks it has.</param>
internal sealed record CompactionGroup(long Run, long Place, int Level, long Size);
