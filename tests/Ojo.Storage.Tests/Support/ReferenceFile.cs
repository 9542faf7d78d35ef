namespace Ojo.Storage.Tests.Support;

/// <summary>A file that the reference store has.</summary>
/// <param name="Index">Its place in the history.</param>
/// <param name="ProcessId">Who wrote it.</param>
/// <param name="StartNs">Unix time of the run's start.</param>
/// <param name="Path">Where it is.</param>
internal sealed record ReferenceFile(int Index, int ProcessId, long StartNs, string Path);
