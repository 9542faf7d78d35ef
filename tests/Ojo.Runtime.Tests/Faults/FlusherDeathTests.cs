using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Ojo.Runtime.Tests.Salvage;
using Ojo.Runtime.Tests.Stress;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>
/// Processes are killed at each of their calls that change files: right before, right after and, where it writes, half way. Readers
/// never see anything incomplete, and everything whose Record call had returned is recovered, once.
/// </summary>
/// <remarks><c>OJO_STRESS_STEPS=all</c> does all three to every call; by default it is half way through writes and right after all others.</remarks>
public sealed class FlusherDeathTests(FaultLibrary library) : IClassFixture<FaultLibrary>
{
    private const int Writers = 2;
    private const int CacheLine = 64;
    private const int Lanes = 2;
    private const int MostSteps = 1000;

    private static readonly string[] s_deeds =
        Environment.GetEnvironmentVariable("OJO_STRESS_STEPS") == "all" ? ["kill-before", "tear", "kill-after"] : ["tear"];

    [Theory]
    [InlineData("stream")]
    [InlineData("power loss")]
    [InlineData("flight recorder")]
    [InlineData("salvage")]
    public void Whichever_call_a_process_dies_at_nothing_is_incomplete_missing_or_there_twice(string work)
    {
        library.SkipIfMissing();
        using TempDirectory? dead = work == "salvage" ? DeadProcess() : null;
        List<string> problems = [];
        int deaths = 0;

        // Both lanes go on until a process has nothing left to die at.
        Parallel.For(0, Lanes, lane =>
        {
            for (int step = 1 + lane; step < MostSteps; step += Lanes)
            {
                foreach (string deed in s_deeds)
                {
                    string? problem = Try(work, new Fault(deed) { At = step }, dead, out bool hasDied);
                    lock (problems)
                    {
                        problems.AddRange(problem is null ? [] : [$"{deed} {step}: {problem}"]);
                        deaths += hasDied ? 1 : 0;
                    }

                    if (!hasDied)
                    {
                        return;
                    }
                }
            }
        });

        Assert.Empty(problems);
        Assert.InRange(deaths, 10, MostSteps);
        TestContext.Current.TestOutputHelper?.WriteLine($"{work}: {deaths} deaths");
    }

    [Fact]
    public void With_power_loss_durability_each_file_is_on_the_disk_before_it_has_its_name_and_its_name_before_its_chunks_are_free()
    {
        library.SkipIfMissing();
        using TempDirectory directory = new();
        using TempDirectory traces = new();
        string log = Path.Combine(directory.Path, "log");
        Assert.True(Work("power loss", traces.Path, Path.Combine(directory.Path, "counts"), new Fault("").Environment(library, traces.Path, log)));
        List<FileCall> calls = FileCall.Read(log);
        List<FileCall> published = [.. calls.Where(call => call.Name == "rename" && call.Other.StartsWith(traces.Output, StringComparison.Ordinal))];
        Assert.InRange(published.Count(static call => call.Path.Contains("trace_", StringComparison.Ordinal)), 3, 100);
        Assert.All(published, rename =>
        {
            FileCall[] onFile = [.. calls.Where(call => call.Path == rename.Path && call.Result >= 0)];
            Assert.Equal("fsync", onFile[^2].Name);
            Assert.Equal(rename, onFile[^1]);
            FileCall next = calls.First(call => call.Number > rename.Number && !call.Path.Contains("ring_", StringComparison.Ordinal));
            Assert.Equal(("fsync", traces.Output, 0L), (next.Name, next.Path, next.Result));
        });
    }

    private string? Try(string work, Fault fault, TempDirectory? dead, out bool hasDied)
    {
        using TempDirectory directory = new();
        using CrashImage? image = dead is null ? null : new CrashImage(dead.Path);
        string traces = image?.Path ?? Path.Combine(directory.Path, "traces");
        string counts = Path.Combine(dead?.Path ?? directory.Path, "counts");
        hasDied = !Work(work, traces, counts, fault.Environment(library, traces));

        string output = Path.Combine(traces, "output");
        string staging = Path.Combine(traces, "staging");
        List<string> problems = OutputAudit.Problems(output);
        SalvageSummary summary = TraceSalvage.Run(traces);
        problems.AddRange(OutputAudit.Problems(output));
        if (summary is not { SetAside: 0, Failed: 0 })
        {
            problems.Add($"salvage says {summary}");
        }

        // What was never whole is a small file of a name that nobody looks for; it goes when it is old.
        string[] left = Directory.Exists(staging) ? Directory.GetFiles(staging) : [];
        problems.AddRange(left.Where(static file => !Path.GetFileName(file).Contains(".json.", StringComparison.Ordinal)).Select(static file => $"{file} is left"));
        if (Directory.Exists(output))
        {
            DeathAudit audit = new(Returned(counts));
            audit.Read(output);
            problems.AddRange(audit.Problems);
            problems.AddRange(audit.Lost > 0 ? [$"{audit.Lost} events were lost"] : []);
        }

        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    /// <summary>A directory with the ring of a process that died right before its first trace file was to have its name.</summary>
    private TempDirectory DeadProcess()
    {
        TempDirectory directory = new();
        Fault fault = new("kill-before") { Calls = "rename", PathPart = "trace_" };
        Assert.False(Work("stream", directory.Path, Path.Combine(directory.Path, "counts"), fault.Environment(library, directory.Path)));
        Assert.Equal(2, Directory.GetFiles(directory.Staging).Length);
        return directory;
    }

    /// <returns>Whether the process lived to its end.</returns>
    private static bool Work(string work, string traces, string counts, Dictionary<string, string> environment)
    {
        if (!File.Exists(counts))
        {
            File.WriteAllBytes(counts, new byte[Writers * CacheLine]);
        }

        using Process process = TargetProgram.StartAndListen(environment, "work", traces, counts, work);
        process.WaitForExit();
        const int Killed = 128 + 9;
        Assert.True(process.ExitCode is 0 or Killed, string.Create(CultureInfo.InvariantCulture, $"It ended with {process.ExitCode}."));
        return process.ExitCode == 0;
    }

    private static ulong[] Returned(string counts)
    {
        byte[] bytes = File.ReadAllBytes(counts);
        return [.. Enumerable.Range(0, Writers).Select(writer => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(writer * CacheLine)))];
    }
}
