using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Text.Json;
using Ojo.Runtime.Tests.Stress;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>
/// Flight recorders die at random instants, in every way there is; a watcher salvages what they held, and the store is asked in SQL: within the
/// windows that the snapshots declare no thread's event is missing, up to the count of the calls that had returned, and none is invented.
/// </summary>
/// <remarks>
/// <c>OJO_STRESS_KILLS</c> sets how many are killed, <c>OJO_STRESS_DEATHS</c> how many die in each other way; a few by default.
/// <c>OJO_STRESS_SEED</c> makes it the same instants again.
/// </remarks>
public sealed class RecorderDeathTests
{
    private const int CacheLine = 64;
    private const int Many = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly int s_kills = Setting("OJO_STRESS_KILLS", 3);
    private static readonly int s_deaths = Setting("OJO_STRESS_DEATHS", 1);
    private static readonly int s_seed = Setting("OJO_STRESS_SEED", Environment.TickCount);

    private static readonly string s_program = Path.Combine(
        AppContext.BaseDirectory.Replace("Ojo.Watcher.Tests", "Ojo.Runtime.Target", StringComparison.Ordinal), "Ojo.Runtime.Target.dll");

    [Theory]
    [InlineData("SIGKILL")]
    [InlineData("FailFast")]
    [InlineData("stack overflow")]
    [InlineData("access violation")]
    [InlineData("SIGTERM")]
    [InlineData("abort")]
    [InlineData("unhandled exception")]
    public async Task What_a_recorder_held_is_in_the_store_without_a_hole_up_to_the_last_call_that_returned(string how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux's ways to die.");
        Random random = new(HashCode.Combine(s_seed, how.Length));
        (long events, long inWindows, int snapshots) = (0, 0, 0);
        int deaths = how == "SIGKILL" ? s_kills : s_deaths;
        for (int death = 0; death < deaths; death++)
        {
            using TemporaryDirectory directory = new();
            string which = $"{how} number {death} of seed {s_seed}";
            StoredWindow stored = new(Die(directory, how, random, which));
            List<string> log = [];
            WatcherSummary summary = await OjoWatcher.RunAsync(
                new WatcherOptions { InputDirectory = directory["output"], DatabasePath = directory["store.db"], Log = log.Add });
            Assert.True(summary is { Quarantined: 0, Failed: 0 }, $"{which}: {string.Join(' ', log)}");
            string[] left = Directory.GetFiles(directory["staging"]);
            Assert.True(left.Length == 0, $"{which} left in staging: {string.Join(", ", left)}. {string.Join(' ', log)}");
            stored.Read(directory["store.db"]);
            (long From, long To, bool Continues)[] windows = Windows(directory["output"]);
            Check(stored, windows);
            Assert.True(stored.Problems.Count == 0, $"{which}: {string.Join("; ", stored.Problems)}");
            (events, inWindows, snapshots) = (events + stored.Events, inWindows + stored.InWindows, snapshots + windows.Length);
        }

        // One window may well be empty: where a small buffer had no room at the very end.
        Assert.True(events > 0 && (inWindows > 0 || deaths < Many), "No window had an event in it: nothing was tested.");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{how}: {deaths} deaths, {snapshots} snapshots, {events} events stored, {inWindows} looks at one in a window, 0 missing in the windows, 0 invented, 0 twice");
    }

    [Fact]
    public void The_audit_finds_a_hole_an_end_that_is_missing_an_event_that_comes_twice_and_one_that_is_invented()
    {
        StoredWindow stored = new([6]);
        foreach (ulong number in new ulong[] { 0, 0, 1, 3, 4, 9 })
        {
            stored.Add([0, 10 * (long)number, (long)SelfCheckingEvent.Word0(0, number), (long)SelfCheckingEvent.Word1(0, number), (long)SelfCheckingEvent.Word2(0, number)]);
        }

        stored.Add([0, 1, 2, 3, 4]);
        stored.Sort();
        stored.Check(30, 50);
        Assert.Equal(3, stored.Problems.Count);
        stored.Check(10, 50);
        Assert.Equal(4, stored.Problems.Count);
        stored.Check(30, null);
        Assert.Equal(
            [
                "event 9 of writer 0 is invented: 6 had been recorded",
                "the event of flow 0 at 1 is torn",
                "event 0 is there twice",
                "writer 0 goes from (10, 1) to (30, 3) within the window from 10",
                "writer 0 had recorded 6 events, and the window from 30 on ends with 4",
            ],
            stored.Problems);
    }

    /// <summary>Each window by itself, and the last ones that join each other as one, which goes on up to the end.</summary>
    private static void Check(StoredWindow stored, (long From, long To, bool Continues)[] windows)
    {
        foreach ((long from, long to, _) in windows)
        {
            stored.Check(from, to);
        }

        int first = windows.Length - 1;
        while (first > 0 && windows[first].Continues)
        {
            first--;
        }

        if (first >= 0)
        {
            stored.Check(windows[first].From, null);
        }
    }

    private static (long From, long To, bool Continues)[] Windows(string output) => [.. Directory.GetFiles(output, "snapshot_*.json")
        .Order(StringComparer.Ordinal)
        .Select(static path =>
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = json.RootElement;
            return (root.GetProperty("windowStart").GetInt64(), root.GetProperty("windowEnd").GetInt64(), root.GetProperty("continues").GetString()!.Length > 0);
        })];

    /// <returns>How many calls of each thread had returned.</returns>
    private static ulong[] Die(TemporaryDirectory directory, string how, Random random, string which)
    {
        int threads = random.Next(1, 5);
        ulong instant = (ulong)Math.Pow(10, 1 + (random.NextDouble() * 4));
        string counts = directory["counts"];
        File.WriteAllBytes(counts, new byte[threads * CacheLine]);
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(counts);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor();
        string interval = Number(random.Next(1, 40));
        string[] death = how == "SIGKILL" ? [] : [how, Number((long)instant)];
        ProcessStartInfo start = new("dotnet", [s_program, "fly and die", directory.Path, counts, Number(threads), interval, random.Next(2) == 0 ? "2" : "16", .. death])
        {
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        if (how == "SIGKILL")
        {
            SpinWait spin = default;
            long started = Stopwatch.GetTimestamp();
            while (view.ReadUInt64(0) < instant && !process.HasExited && Stopwatch.GetElapsedTime(started) < s_patience)
            {
                spin.SpinOnce();
            }

            process.Kill();
        }

        if (!process.WaitForExit(s_patience))
        {
            process.Kill();
            throw new TimeoutException($"{which}: the recorder has not died within {s_patience}.");
        }

        Assert.NotEqual(0, process.ExitCode);
        ulong[] returned = [.. Enumerable.Range(0, threads).Select(thread => view.ReadUInt64(thread * CacheLine))];
        Assert.True(returned[0] >= instant, $"{which} came too early.");
        return returned;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
