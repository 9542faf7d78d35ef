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

    private static void Die(string how, Random random, DeathCensus census, string which)
    {
        using TempDirectory directory = new();
        string counts = Path.Combine(directory.Path, "counts");
        int threads = random.Next(1, 5);
        ulong instant = (ulong)Math.Pow(10, 1 + (random.NextDouble() * 4));
        File.WriteAllBytes(counts, new byte[threads * CacheLine]);
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(counts);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor();

        List<string> arguments =
        [
            "die", directory.Path, counts, threads.ToString(CultureInfo.InvariantCulture), random.Next(1, 40).ToString(CultureInfo.InvariantCulture),
        ];
        if (how != "SIGKILL")
        {
            arguments.AddRange([how, instant.ToString(CultureInfo.InvariantCulture)]);
        }

        using Process process = TargetProgram.Start([.. arguments]);
        if (how == "SIGKILL")
        {
            SpinWait spin = default;
            while (view.ReadUInt64(0) < instant && !process.HasExited)
            {
                spin.SpinOnce();
            }

            process.Kill();
        }

        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        ulong[] returned = [.. Enumerable.Range(0, threads).Select(thread => view.ReadUInt64(thread * CacheLine))];
        Assert.True(returned[0] >= instant, $"{which} came too early.");

        SalvageSummary summary = TraceSalvage.Run(directory.Path);
        DeathAudit audit = new(returned);
        audit.Read(directory.Output);
        Assert.True(audit.Problems.Count == 0, $"{which}: {string.Join("; ", audit.Problems)}");
        Assert.True(summary is { SetAside: 0, Failed: 0 } && Directory.GetFiles(directory.Staging).Length == 0, $"{which}: {summary}");
        census.Add(summary, audit);
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
