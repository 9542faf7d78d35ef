using System.Threading.Channels;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>The watcher as a part of somebody's own program.</summary>
public sealed class HostedWatcherTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromMinutes(2));

    public void Dispose()
    {
        _stop.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Two_watchers_of_one_directory_in_one_process_share_its_files_and_none_is_done_twice()
    {
        for (int n = 0; n < 60; n++)
        {
            _directory.Write($"{n:D2}.bin", WatchedDirectory.Trace(500, first: (ulong)n));
        }

        WatcherSummary[] summaries = await Task.WhenAll(OjoWatcher.RunAsync(_directory.Options), OjoWatcher.RunAsync(_directory.Options));

        Assert.Equal((60, 30_000, 0), (summaries.Sum(static s => s.Files), summaries.Sum(static s => s.Events), summaries.Sum(static s => s.Failed)));
        Assert.Equal(30_000, _directory.Statistics().Events);
    }

    [Fact]
    public async Task Two_watchers_of_two_directories_keep_their_counts_and_metrics_apart()
    {
        using WatchedDirectory other = new();
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        other.Write("a.bin", WatchedDirectory.Trace(20));
        List<string> log = [];
        Lock both = new();

        WatcherSummary[] summaries = await Task.WhenAll(
            OjoWatcher.RunAsync(_directory.Options with { MetricsPort = 0, Log = Say }), OjoWatcher.RunAsync(other.Options with { MetricsPort = 0, Log = Say }));

        Assert.Equal([10, 20], summaries.Select(static summary => summary.Events));
        Assert.Equal(2, log.Distinct().Count());

        void Say(string line)
        {
            lock (both)
            {
                log.Add(line);
            }
        }
    }

    [Fact]
    public async Task Cancelling_ends_a_watcher_that_ends_by_itself_as_cancelled_and_what_is_stored_is_whole()
    {
        for (int n = 0; n < 20; n++)
        {
            _directory.Write($"{n:D2}.bin", WatchedDirectory.Trace(500, first: (ulong)n));
        }

        Task<WatcherSummary> watcher = OjoWatcher.RunAsync(_directory.Options with { Progress = progress => CancelAfter(progress, 5) }, _stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watcher);
        Assert.True(watcher.IsCanceled);
        Assert.Equal((5, 2500), (_directory.Statistics().Files, _directory.Statistics().Events));
        Assert.True(SqliteStore.Verify(_directory.Database).IsWhole);
        Assert.Equal(15, (await OjoWatcher.RunAsync(_directory.Options)).Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_is_cancelled_before_it_begins_does_nothing(bool watch)
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        await _stop.CancelAsync();

        Task<WatcherSummary> watcher = OjoWatcher.RunAsync(_directory.Options with { Watch = watch }, _stop.Token);

        if (watch)
        {
            Assert.Equal(0, (await watcher).Files);
        }
        else
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watcher);
        }
    }

    [Fact]
    public async Task Cancelling_ends_a_watcher_that_waits_for_its_store()
    {
        await OjoWatcher.RunAsync(_directory.Options);
        using var other = new SqlDatabase(_directory.Database);
        other.Execute("BEGIN IMMEDIATE");
        _directory.Write("a.bin", WatchedDirectory.Trace(10));

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { Watch = true, Log = _ => _stop.Cancel() }, _stop.Token);

        Assert.Equal(0, summary.Files);
    }

    [Fact]
    public async Task Progress_goes_to_whatever_is_told_of_progress()
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        Channel<WatcherProgress> told = Channel.CreateUnbounded<WatcherProgress>();
        IProgress<WatcherProgress> progress = new Progress<WatcherProgress>(value => told.Writer.TryWrite(value));

        await OjoWatcher.RunAsync(_directory.Options with { Progress = progress.Report });

        Assert.Equal((1, 10), ((int)(await told.Reader.ReadAsync(_stop.Token)).Files, 10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_host_s_own_code_throws_ends_the_watcher_with_it_and_the_store_is_whole(bool inLog)
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        _directory.Write("b.bin", inLog ? [1] : WatchedDirectory.Trace(10, first: 3).ToBytes());
        WatcherOptions options = inLog ? _directory.Options with { Log = Throw } : _directory.Options with { Progress = static _ => Throw("") };

        await Assert.ThrowsAsync<NotImplementedException>(() => OjoWatcher.RunAsync(options with { Watch = true }, _stop.Token));

        Assert.True(SqliteStore.Verify(_directory.Database).IsWhole);
        await OjoWatcher.RunAsync(_directory.Options);
        Assert.Equal(inLog ? 10 : 20, _directory.Statistics().Events);

        static void Throw(string line) => throw new NotImplementedException(line);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused_before_anything_happens()
    {
        WatcherOptions options = _directory.Options;
        foreach (WatcherOptions wrong in new[]
        {
            options with { InputDirectory = "" }, options with { DatabasePath = " " }, options with { ArchiveDirectory = "" }, options with { MetricsHost = "" },
            options with { RescanInterval = TimeSpan.Zero }, options with { RescanInterval = TimeSpan.FromSeconds(-1) }, options with { RescanInterval = TimeSpan.MaxValue },
            options with { GiveUpAfter = TimeSpan.FromTicks(-1) }, options with { MetricsPort = 70_000 }, options with { Tenant = "../up" },
        })
        {
            ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(() => OjoWatcher.RunAsync(wrong));
            Assert.Equal("options", refusal.ParamName);
        }

        await Assert.ThrowsAsync<ArgumentNullException>(static () => OjoWatcher.RunAsync(null!));
        Assert.False(File.Exists(_directory.Database));
    }

    private void CancelAfter(WatcherProgress progress, int files)
    {
        if (progress.Files == files)
        {
            _stop.Cancel();
        }
    }
}
