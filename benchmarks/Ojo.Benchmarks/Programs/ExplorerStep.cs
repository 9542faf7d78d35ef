namespace Ojo.Benchmarks.Programs;

/// <summary>What an explorer was asked, and how it stood then.</summary>
/// <param name="Question">What it was asked.</param>
/// <param name="Milliseconds">How long an answer took, the median by the clock on the wall; null: it was not asked anything.</param>
/// <param name="First">How long the first answer took; null: it was not asked anything.</param>
/// <param name="Bytes">How long the answer was.</param>
/// <param name="Memory">How much of the process was resident afterwards.</param>
internal sealed record ExplorerStep(string Question, double? Milliseconds, double? First, long? Bytes, ProcessMemory Memory);
