using System.Globalization;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;
using Ojo.Storage.Verification;
using Ojo.Watcher.Directories;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Kills;

/// <summary>
/// Watchers that write shards and take old ones out again, killed at each step and at random instants: nothing is lost, nothing is
/// there twice, what was taken out stays out, and the index agrees with its shards.
/// </summary>
public sealed class ShardKillTests : IDisposable
{
    private const int Files = 12;
    private const int Days = 4;
    private const ulong DayUs = 86_400_000_000;

    private readonly WatchedDirectory _directory = new();

    private string Root => Path.GetDirectoryName(_directory.Output)!;

    private string Store => Path.Combine(Root, "store");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(nameof(ShardStep.Announced), 1, "keep")]
    [InlineData(nameof(ShardStep.Announced), 3, "delete")]
    [InlineData(nameof(ShardStep.IndexCommitted), 1, "keep")]
    [InlineData(nameof(ShardStep.IndexCommitted), 4, "archive")]
    [InlineData(nameof(ShardStep.IndexCommitted), 11, "delete")]
    [InlineData(nameof(ShardStep.ShardCommitted), 1, "keep")]
    [InlineData(nameof(ShardStep.ShardCommitted), 7, "delete")]
    [InlineData(nameof(ShardStep.Renamed), 1, "keep")]
    [InlineData(nameof(ShardStep.Renamed), 3, "delete")]
    [InlineData(nameof(ShardStep.RemovalCommitted), 1, "keep")]
    [InlineData(nameof(ShardStep.RemovalCommitted), 2, "archive")]
    [InlineData(nameof(ShardStep.Removed), 1, "keep")]
    [InlineData(nameof(ShardStep.Removed), 4, "delete")]
    [InlineData(nameof(WatcherStep.Committed), 5, "delete")]
    public async Task Killed_at_a_step_it_leaves_the_rest_to_the_next(string step, int time, string after)
    {
        Fill(_directory.Output);
        string oracle = await OracleAsync();
        using (WatcherProcess killed = WatcherProcess.With(StartupHook.Environment($"{step}:{time}"), Arguments(after)))
        {
            (int code, _, string error) = await killed.WaitAsync();
            Assert.True(code == 128 + 9, $"It ended with {code}, not by a kill: {error}");
        }

        await FinishAsync(oracle, after);
    }

    [Fact]
    public async Task Killed_at_random_instants_again_and_again_it_leaves_the_rest_to_the_next()
    {
        Fill(_directory.Output);
        string oracle = await OracleAsync();
        await RandomKills.RunAsync(Arguments, async after =>
        {
            await FinishAsync(oracle, after);
            foreach (string folder in new[] { _directory.Output, Path.Combine(Root, "archive"), Store }.Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }

            Fill(_directory.Output);
        });
    }

    /// <summary>Files go to and fro between days, the first two of which are too old to be kept.</summary>
    private static void Fill(string directory)
    {
        Directory.CreateDirectory(directory);
        for (int n = 0; n < Files; n++)
        {
            var trace = new TraceFileBuilder();
            for (uint at = 0; at < 2000; at++)
            {
                trace.Add(((ulong)(n % Days) * DayUs) + ((ulong)n * 5000) + at, at % 7, at % 3 == 0 ? 0x300u : 0x002u, ((ulong)n * 10_000) + at);
            }

            trace.Add(((ulong)(n % Days) * DayUs) + 100_000, 1, Ojo.Format.MetaEvent.EventsDropped, 5, 99_000 + ((ulong)(n % Days) * DayUs));
            trace.WriteTo(directory, WatchedDirectory.TraceName(n % 2, (uint)n));
        }
    }

    /// <summary>Half a day after the end of the second day: what the clock gains meanwhile makes no difference.</summary>
    private static string Retain()
    {
        TimeSpan age = DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch.AddMicroseconds(new TraceFileBuilder().BatchStart).AddDays(1.5);
        return string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0.000}d");
    }

    private string[] Arguments(string after) =>
        ["--input-dir", _directory.Output, "--db-path", Store, "--shard", "day", "--retain", Retain(), "--after", after];

    private async Task<string> OracleAsync()
    {
        string output = Path.Combine(Root, "oracle", "output");
        Fill(output);
        Assert.True(Retention.TryAdd(null, Retain(), out Retention? retention));
        await OjoWatcher.RunAsync(new WatcherOptions
        {
            InputDirectory = output,
            DatabasePath = Path.Combine(Root, "oracle", "store"),
            Shard = ShardSpan.Day,
            Retain = retention,
        });
        string oracle = Content(Path.Combine(Root, "oracle", "store"));
        Assert.Contains("2026-01-03.db 2026-01-04.db", oracle, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-01-02.db", oracle, StringComparison.Ordinal);
        return oracle;
    }

    private async Task FinishAsync(string oracle, string after)
    {
        (int code, _, string error) = await WatcherProcess.RunAsync(Arguments(after));
        Assert.True(code == 0, error);
        Assert.Equal(oracle, Content(Store));
        StoreVerdict verdict = SqliteStore.Verify(Store);
        Assert.True(verdict.IsWhole, string.Join('\n', verdict.Faults));
        Assert.Equal(after == "keep" ? Files : 0, WatchedDirectory.FilesBelow(_directory.Output).Length);
    }

    /// <summary>All that a store says, runs by their process.</summary>
    private static string Content(string store)
    {
        using IStoreReader reader = ShardedStore.OpenReader(store);
        StoreStatistics statistics = reader.GetStatistics();
        Dictionary<long, int?> processes = reader.GetRuns().ToDictionary(static run => run.RunId, static run => run.ProcessId);
        var lines = new List<string>();
        string? cursor = null;
        do
        {
            EventPage page = reader.GetEvents(new EventQuery { Limit = 10_000, Cursor = cursor });
            Assert.Empty(page.Missing);
            lines.AddRange(page.Events.Select(row => $"event {processes[row.Flow.RunId]} {row.Flow.FlowId} {row.TNs} {row.EventType} {row.Payload}"));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        lines.AddRange(reader.GetFlows(new FlowQuery { Limit = 1000 }).Flows.Select(flow => $"flow {processes[flow.Flow.RunId]} {flow.Flow.FlowId} {flow.FirstNs} {flow.LastNs} {flow.Events}"));
        lines.AddRange(reader.GetGaps().Select(gap => $"gap {processes[gap.RunId]} {gap.FromNs} {gap.ToNs} {gap.Events}"));
        lines.AddRange(reader.GetRuns().Select(static run => $"run {run.ProcessId} {run.Events} {run.Dropped} {run.LastNs}"));
        lines.AddRange(statistics.Types.Select(static type => $"type {type.EventType} {type.Count}"));
        lines.Sort(StringComparer.Ordinal);
        lines.Add($"{statistics.Events} events in {statistics.Files} files from {statistics.FirstNs} to {statistics.LastNs}, {statistics.Dropped} lost");
        lines.Add(string.Join(' ', Directory.GetFiles(store).Select(Path.GetFileName).Where(static name => name!.StartsWith("2026", StringComparison.Ordinal)
            && !name.EndsWith("-wal", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
        return string.Join('\n', lines);
    }
}
