namespace Ojo.Benchmarks.Programs;

/// <summary>What a process took from its start to its end.</summary>
/// <param name="WallSeconds">Of the clock on the wall.</param>
/// <param name="CpuSeconds">Of processors, by all its threads, in the program and in the system.</param>
/// <param name="PeakMebibytes">The most of its memory that was resident at once.</param>
/// <param name="OwnMebibytes">The most that belonged to the process alone and to no file, as far as it was seen.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record ProcessFigures(double WallSeconds, double CpuSeconds, double PeakMebibytes, double OwnMebibytes, string Output);
