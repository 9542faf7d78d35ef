using Ojo.Format;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Writing;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Kills;

/// <summary>
/// Watchers that are killed in the midst of a transaction: while they take a file in, merge blocks, build the upper floors or give
/// pages back. The store answers at once as if nothing had been begun, and the next watcher brings it to its end.
/// </summary>
public sealed class MergeKillTests : IDisposable
{
    private const uint Text = 0x7000_0001;
    private const uint LongFlow = 7;

    private static readonly int s_kills = int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_KILLS"), out int many) ? many : 6;

    private readonly WatchedDirectory _directory = new();

    private string Oracle => Path.Combine(Path.GetDirectoryName(_directory.Output)!, "oracle.db");

    private string[] Arguments => ["--input-dir", _directory.Output, "--db-path", _directory.Database];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(nameof(StoreStep.FileAdded), 1)]
    [InlineData(nameof(StoreStep.RowsInserted), 1)]
    [InlineData(nameof(StoreStep.RowsInserted), 150)]
    [InlineData(nameof(StoreStep.RowsInserted), 1000)]
    [InlineData(nameof(StoreStep.EventsWritten), 2)]
    [InlineData(nameof(StoreStep.SliceWritten), 1)]
    [InlineData(nameof(StoreStep.FileWritten), 4)]
    [InlineData(nameof(StoreStep.MergeChosen), 1)]
    [InlineData(nameof(StoreStep.FlowMerged), 1)]
    [InlineData(nameof(StoreStep.FlowMerged), 150)]
    [InlineData(nameof(StoreStep.PieceMerged), 1)]
    [InlineData(nameof(StoreStep.EventsTakenAway), 1)]
    [InlineData(nameof(StoreStep.EventsTakenAway), 3)]
    [InlineData(nameof(StoreStep.BlocksTakenAway), 1)]
    [InlineData(nameof(StoreStep.PieceDone), 1)]
    [InlineData(nameof(StoreStep.PieceCommitted), 1)]
    [InlineData(nameof(StoreStep.FloorsTornDown), 1)]
    [InlineData(nameof(StoreStep.FloorBuilt), 1)]
    [InlineData(nameof(StoreStep.FloorBuilt), 3)]
    [InlineData(nameof(StoreStep.FloorsDone), 1)]
    [InlineData(nameof(StoreStep.FloorsCommitted), 1)]
    public async Task Killed_at_a_step_of_the_store_it_leaves_no_trace_but_work_for_the_next(string step, int time)
    {
        // Files that the killed watcher meets come into the midst of floors that stand.
        Fill(files: [1, 3, 5, 7, 9]);
        await RunAsync();
        Fill(files: [0, 2, 4, 6, 8]);
        TakeInto(Oracle);

        Assert.Equal(128 + 9, await EndAsync($"{step}:{time}"));

        await FinishAsync();
    }

    [Theory]
    [InlineData(nameof(StoreStep.PieceCommitted), 2)]
    [InlineData(nameof(StoreStep.RowsInserted), 12_000)]
    [InlineData(nameof(StoreStep.EventsTakenAway), 12)]
    [InlineData(nameof(StoreStep.PagesGivenBack), 1)]
    public async Task Killed_between_the_pieces_of_a_large_merge_it_is_gone_on_with(string step, int time)
    {
        for (uint file = 0; file < 8; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 60_000; n++)
            {
                trace.Add((file * 60_000) + n, n * 7919 % 20_000, 2, n);
            }

            _directory.Write(WatchedDirectory.TraceName(10, file), trace);
        }

        TakeInto(Oracle);

        Assert.Equal(128 + 9, await EndAsync($"{step}:{time}"));

        await FinishAsync();
    }

    [Fact]
    public async Task Killed_at_random_instants_of_merging_it_leaves_the_rest_to_the_next()
    {
        var random = new Random(Environment.GetEnvironmentVariable("OJO_STRESS_KILLS") is null ? 1 : Environment.TickCount);
        Fill(files: [.. Enumerable.Range(0, 10)]);
        TakeInto(Oracle);
        File.Copy(Oracle, _directory.Database);
        int longest = 60;
        for (int killed = 0; killed < s_kills;)
        {
            string step = random.Next(3) == 0 ? nameof(StoreStep.MergeChosen) : nameof(StoreStep.FlowMerged);
            if (await EndAsync($"{step}:1:{random.Next(longest)}") == 128 + 9)
            {
                killed++;
                AssertWhole();
                Assert.Equal(StoreAnswers.Of(Oracle), StoreAnswers.Of(_directory.Database));
                continue;
            }

            // It was quicker, or there is no more to merge: begin anew, and aim earlier.
            await FinishAsync();
            longest = Math.Max(longest * 9 / 10, 1);
            Array.ForEach(Directory.GetFiles(Path.GetDirectoryName(_directory.Database)!, "store.db*"), File.Delete);
            File.Copy(Oracle, _directory.Database);
        }

        await FinishAsync();
    }

    private void Fill(int[] files)
    {
        foreach (int file in files)
        {
            _directory.Write(WatchedDirectory.TraceName(10, (uint)file), Trace(file));
        }
    }

    /// <summary>One long flow, hundreds of short ones, texts and words.</summary>
    private static TraceFileBuilder Trace(int file)
    {
        var random = new Random(file);
        var trace = new TraceFileBuilder();
        ulong now = (ulong)file * 7000;
        for (uint n = 0; n < 12_000; n++)
        {
            now += (ulong)(uint)random.Next(2);
            if (random.Next(3) > 0)
            {
                trace.Add(now, LongFlow, n % 5 == 0 ? 0x300u : 2u, (ulong)(uint)random.Next(1000));
                continue;
            }

            uint flow = (uint)random.Next(400);
            if (random.Next(4) == 0)
            {
                trace.Add(now, flow, Text, (ulong)random.NextInt64(), n);
                trace.AddText(now, flow, MetaEvent.Text, System.Text.Encoding.UTF8.GetBytes($"text {n} ✓"));
            }
            else
            {
                trace.Add(now, flow, 2, (ulong)(uint)random.Next(200));
            }
        }

        return trace;
    }

    /// <summary>What nothing has happened to: taken in in order, and never merged.</summary>
    private void TakeInto(string database)
    {
        using Ojo.Storage.IStoreWriter writer = SqliteStore.OpenWriter(database);
        foreach (string file in WatchedDirectory.FilesBelow(_directory.Output))
        {
            writer.Ingest(Path.Combine(_directory.Output, file));
        }
    }

    private async Task<int> EndAsync(string place)
    {
        using WatcherProcess watcher = WatcherProcess.With(StartupHook.Environment(place), Arguments);
        (int code, _, string error) = await watcher.WaitAsync();
        Assert.True(code is 0 or 128 + 9, error);
        return code;
    }

    private async Task RunAsync()
    {
        (int code, _, string error) = await WatcherProcess.RunAsync(Arguments);
        Assert.True(code == 0, error);
    }

    private async Task FinishAsync()
    {
        AssertWhole();
        await RunAsync();
        AssertWhole();
        Assert.Equal(StoreAnswers.Of(Oracle), StoreAnswers.Of(_directory.Database));
        StoreContent.AssertSame(Oracle, _directory.Database);
    }

    private void AssertWhole() =>
        Assert.Empty(SqliteStore.Verify(_directory.Database).Faults);
}
