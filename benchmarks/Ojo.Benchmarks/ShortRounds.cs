using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Ojo.Benchmarks;

/// <summary>Rounds short enough that what they record does not fill a disk.</summary>
internal sealed class ShortRounds : ManualConfig
{
    public ShortRounds() => AddJob(Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(20))
        .WithWarmupCount(5)
        .WithIterationCount(20));
}
