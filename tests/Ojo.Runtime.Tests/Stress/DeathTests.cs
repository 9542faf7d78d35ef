using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>
/// Processes that record from several threads die at random instants, in every way there is: everything whose Record call
/// had returned is recovered, and nothing is invented.
/// </summary>
/// <remarks>
/// <c>OJO_STRESS_KILLS</c> sets how many are killed, <c>OJO_STRESS_DEATHS</c> how many die in each other way; a few by default.
/// <c>OJO_STRESS_SEED</c> makes it the same instants again.
/// </remarks>
public sealed class DeathTests
{
    private const int CacheLine = 64;
    private static readonly int s_kills = Setting("OJO_STRESS_KILLS", 4);
    private static readonly int s_deaths = Setting("OJO_STRESS_DEATHS", 1);
    private static readonly int s_seed = Setting("OJO_STRESS_SEED", Environment.TickCount);

    [Theory]
    [InlineData("SIGKILL")]
    [InlineData("FailFast")]
    [InlineData("stack overflow")]
    [InlineData("access violation")]
    [InlineData("SIGTERM")]
    [InlineData("abort")]
    [InlineData("unhandled exception")]
    public void Everything_that_Record_returned_from_is_recovered_and_nothing_invented(string how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux's ways to die.");
        Random random = new(HashCode.Combine(s_seed, how.Length));
        DeathCensus census = new();
        for (int death = 0; death < (how == "SIGKILL" ? s_kills : s_deaths); death++)
        {
            Die(how, random, census, $"{how} number {death} of seed {s_seed}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{how}: {census}");
    }

    [Fact]
    public void Each_of_those_that_die_one_after_the_other_salvages_the_ones_before_it_and_what_it_cannot_the_next_one_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux's ways to die.");
        using TempDirectory directory = new();
        Random random = new(s_seed);
        List<(int Process, ulong[] Returned)> dead = [];
        for (int death = 0; death < s_kills; death++)
        {
            dead.Add(Kill(directory, random));
        }

        TraceSalvage.Run(directory.Path);
        Assert.Empty(Directory.GetFiles(directory.Staging));
        foreach ((int process, ulong[] returned) in dead)
        {
            DeathAudit audit = new(returned);
            audit.Read(directory.Output, process);
            Assert.True(audit.Problems.Count == 0, $"Process {process} of seed {s_seed}: {string.Join("; ", audit.Problems)}");
        }
    }

    [Fact]
    public void A_process_that_lives_is_not_touched_even_where_dotnet_locks_no_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there are .NET's locks only.");
        using TempDirectory directory = new();
        (MemoryMappedFile map, MemoryMappedViewAccessor view) = Counts(directory, "counts", threads: 1, out string counts);
        using Process process = TargetProgram.StartWithoutLocks("die", directory.Path, counts, "1", "5", "64");
        WaitFor(view, process, 5000);
        Assert.Equal(default, TraceSalvage.Run(directory.Path));
        process.Kill();
        process.WaitForEnd();
        DeathAudit audit = new([view.ReadUInt64(0)]);
        Assert.Equal(1, TraceSalvage.Run(directory.Path).Rings);
        audit.Read(directory.Output, process.Id);
        Assert.Empty(audit.Problems);
        view.Dispose();
        map.Dispose();
    }

    private static (int Process, ulong[] Returned) Kill(TempDirectory directory, Random random)
    {
        int threads = random.Next(1, 4);
        (MemoryMappedFile map, MemoryMappedViewAccessor view) = Counts(directory, $"counts{random.Next()}", threads, out string counts);
        using Process process = TargetProgram.Start(
            "die", directory.Path, counts, threads.ToString(CultureInfo.InvariantCulture), random.Next(1, 40).ToString(CultureInfo.InvariantCulture),
            Buffer(random));
        WaitFor(view, process, (ulong)random.Next(1, 20_000));
        process.Kill();
        process.WaitForEnd();
        ulong[] returned = [.. Enumerable.Range(0, threads).Select(thread => view.ReadUInt64(thread * CacheLine))];
        view.Dispose();
        map.Dispose();
        return (process.Id, returned);
    }

    /// <summary>MiB of buffer: of two sizes, so that of some processes events are lost before they die.</summary>
    private static string Buffer(Random random) => random.Next(2) == 0 ? "1" : "64";

    private static (MemoryMappedFile Map, MemoryMappedViewAccessor View) Counts(TempDirectory directory, string name, int threads, out string path)
    {
        path = Path.Combine(directory.Path, name);
        File.WriteAllBytes(path, new byte[threads * CacheLine]);
        MemoryMappedFile map = MemoryMappedFile.CreateFromFile(path);
        return (map, map.CreateViewAccessor());
    }

    private static void WaitFor(MemoryMappedViewAccessor counts, Process process, ulong events)
    {
        SpinWait spin = default;
        while (counts.ReadUInt64(0) < events && !process.HasExited)
        {
            spin.SpinOnce();
        }
    }

    private static void Die(string how, Random random, DeathCensus census, string which)
    {
        using TempDirectory directory = new();
        int threads = random.Next(1, 5);
        ulong instant = (ulong)Math.Pow(10, 1 + (random.NextDouble() * 4));
        (MemoryMappedFile map, MemoryMappedViewAccessor view) = Counts(directory, "counts", threads, out string counts);
        List<string> arguments =
        [
            "die", directory.Path, counts, threads.ToString(CultureInfo.InvariantCulture), random.Next(1, 40).ToString(CultureInfo.InvariantCulture),
            Buffer(random),
        ];
        if (how != "SIGKILL")
        {
            arguments.AddRange([how, instant.ToString(CultureInfo.InvariantCulture)]);
        }

        using Process process = TargetProgram.Start([.. arguments]);
        if (how == "SIGKILL")
        {
            WaitFor(view, process, instant);
            process.Kill();
        }

        process.WaitForEnd();
        Assert.NotEqual(0, process.ExitCode);
        ulong[] returned = [.. Enumerable.Range(0, threads).Select(thread => view.ReadUInt64(thread * CacheLine))];
        view.Dispose();
        map.Dispose();
        Assert.True(returned[0] >= instant, $"{which} came too early.");

        SalvageSummary summary = TraceSalvage.Run(directory.Path);
        DeathAudit audit = new(returned);
        audit.Read(directory.Output, process.Id);
        Assert.True(audit.Problems.Count == 0, $"{which}: {string.Join("; ", audit.Problems)}");
        Assert.True(summary is { SetAside: 0, Failed: 0 } && Directory.GetFiles(directory.Staging).Length == 0, $"{which}: {summary}");
        census.Add(summary, audit);
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
