using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>
/// Processes are killed while two of their threads stand at any two steps of handing chunks and files over: everything whose
/// Record call had returned is salvaged or counted, and nothing is invented.
/// </summary>
/// <remarks><c>OJO_STRESS_PAIRS=all</c> tries every pair; else each step comes first and second once.</remarks>
public sealed class StandingPairsTests
{
    private const int CacheLine = 64;
    private const int Writers = 4;

    // Whoever waits for a lock that the other thread has would wait for ever.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly bool s_isWhole = Environment.GetEnvironmentVariable("OJO_STRESS_PAIRS") == "all";

    [Fact]
    public void Whatever_two_threads_are_about_when_the_process_is_killed_every_event_is_recovered_or_counted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux's way to be killed.");
        IReadOnlyList<StandingPair> pairs = s_isWhole ? StandingPairs.All : StandingPairs.Sample;
        List<string> problems = [];
        long lost = 0;
        Parallel.ForEach(pairs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, pair =>
        {
            DeathAudit audit = Kill(pair);
            lock (problems)
            {
                problems.AddRange(audit.Problems.Take(3).Select(problem => $"{pair}: {problem}"));
                lost += audit.Lost;
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{pairs.Count} pairs of {StandingPairs.All.Count}, {lost} events lost before");
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.True(lost > 0, "Nothing was ever lost: the accounting was not tested.");
    }

    [Fact]
    public void Every_step_is_in_the_matrix_and_in_the_sample()
    {
        IEnumerable<string> steps = Enum.GetValues<RecordingStep>().Except(StandingPairs.Salvagers).Select(static step => step.ToString());
        Assert.Equal(steps.Order(), StepsOf(StandingPairs.All, static pair => pair.First));
        Assert.Equal(steps.Order(), StepsOf(StandingPairs.All, static pair => pair.Second));
        Assert.Equal(steps.Order(), StepsOf(StandingPairs.Sample, static pair => pair.First));
        Assert.Equal(steps.Order(), StepsOf(StandingPairs.Sample, static pair => pair.Second));

        static IEnumerable<string> StepsOf(IEnumerable<StandingPair> pairs, Func<StandingPair, string> which) =>
            pairs.Select(pair => which(pair).Split(':')[1]).Distinct().Order();
    }

    private static DeathAudit Kill(StandingPair pair)
    {
        using TempDirectory directory = new();
        string counts = Path.Combine(directory.Path, "counts");
        File.WriteAllBytes(counts, new byte[Writers * CacheLine]);
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(counts);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor();
        using Process process = TargetProgram.StartAndListen(
            "stand still", directory.Path, counts, pair.Mode, pair.Chunks.ToString(CultureInfo.InvariantCulture), pair.First, pair.Second);
        Task<string?> line = process.StandardOutput.ReadLineAsync();
        string? said = line.Wait(s_patience) ? line.Result : "neither got there nor said so";
        process.Kill();
        process.WaitForEnd();
        DeathAudit audit = new([.. Enumerable.Range(0, Writers).Select(writer => view.ReadUInt64(writer * CacheLine))]);
        SalvageSummary summary = TraceSalvage.Run(directory.Path);
        audit.Read(directory.Output, process.Id);
        if (said != "there")
        {
            audit.Problems.Insert(0, said ?? "the program ended");
        }

        if (summary is not { Rings: 1, SetAside: 0, Failed: 0 } || Directory.GetFiles(directory.Staging).Length > 0)
        {
            audit.Problems.Insert(0, summary.ToString());
        }

        return audit;
    }
}
