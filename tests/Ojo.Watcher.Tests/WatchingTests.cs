using System.Threading.Channels;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

public sealed class WatchingTests : IAsyncLifetime
{
    private static readonly TimeSpan s_never = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(20);

    private readonly WatchedDirectory _directory = new();
    private readonly Channel<WatcherProgress> _progress = Channel.CreateUnbounded<WatcherProgress>();
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromMinutes(2));
    private Task<WatcherSummary> _watcher = Task.FromResult(new WatcherSummary(0, 0, 0, 0, 0, default));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watcher;
        _stop.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_renamed_in_are_taken_in_with_notifications_alone_and_with_listings_alone(bool notifications)
    {
        _directory.Write("first.bin", WatchedDirectory.Trace(10));
        Start(_directory.Options with { Notifications = notifications, RescanInterval = notifications ? s_never : s_often });
        await Until(progress => progress.Files == 1);
        for (int n = 0; n < 5; n++)
        {
            _directory.RenameIn($"{n}.bin", WatchedDirectory.Trace(100, first: (ulong)n));
            await Until(progress => progress.Files == n + 2);
        }

        await _stop.CancelAsync();
        WatcherSummary summary = await _watcher;

        Assert.Equal((6, 510), (summary.Files, summary.Events));
        Assert.Equal(510, _directory.Statistics().Events);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_yet_is_waited_for_and_so_is_one_that_goes_away()
    {
        Directory.Delete(_directory.Output);
        Start(_directory.Options with { RescanInterval = s_often });
        Assert.Contains("does not exist yet", await NextMessage(), StringComparison.Ordinal);
        Directory.CreateDirectory(_directory.Output);
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(10));
        await Until(progress => progress.Files == 1);
        Directory.Delete(_directory.Output, recursive: true);
        Assert.Contains("does not exist yet", await NextMessage(), StringComparison.Ordinal);
        Directory.CreateDirectory(_directory.Output);
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(10, first: 1));
        await Until(progress => progress.Files == 2);
    }

    [Fact]
    public async Task A_locked_store_is_waited_for_with_one_line_and_everything_is_stored_when_it_is_free()
    {
        Start(_directory.Options with { RescanInterval = s_often });
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(10));
        await Until(progress => progress.Files == 1);
        using (var other = new SqlDatabase(_directory.Database))
        {
            // The watcher may just be writing itself.
            other.Execute("PRAGMA busy_timeout = 60000");
            other.Execute("BEGIN IMMEDIATE");
            _directory.RenameIn("b.bin", WatchedDirectory.Trace(10, first: 1));
            Assert.Contains("locked", await NextMessage(), StringComparison.Ordinal);
        }

        await Until(progress => progress.Files == 2);
        Assert.Contains("can be written to again", await NextMessage(), StringComparison.Ordinal);
        Assert.Equal(20, _directory.Statistics().Events);
    }

    [Fact]
    public async Task A_file_that_is_replaced_by_another_of_its_name_is_another_file()
    {
        Start(_directory.Options with { RescanInterval = s_often });
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(10));
        await Until(progress => progress.Files == 1);
        string staged = WatchedDirectory.Trace(11, first: 100).WriteTo(_directory.Staging, "a.bin");
        File.Move(staged, Path.Combine(_directory.Output, "a.bin"), overwrite: true);
        await Until(progress => progress.Files == 2);

        Assert.Equal(21, _directory.Statistics().Events);
    }

    [Fact]
    public async Task A_thousand_files_and_bad_ones_among_them_are_all_looked_at_once()
    {
        for (int n = 0; n < 1000; n++)
        {
            _directory.Write($"{n:D4}.bin", n % 100 == 0 ? [1, 2, 3] : WatchedDirectory.Trace(3, first: (ulong)n).ToBytes());
        }

        Start(_directory.Options with { RescanInterval = s_often });
        await Until(progress => progress.Files + progress.Quarantined == 1000);
        await _stop.CancelAsync();
        WatcherSummary summary = await _watcher;

        Assert.Equal((990, 2970, 10), (summary.Files, summary.Events, summary.Quarantined));
    }

    private void Start(WatcherOptions options) => _watcher = OjoWatcher.RunAsync(
        options with
        {
            Watch = true,
            Progress = progress => _progress.Writer.TryWrite(progress),
            Log = message => _messages.Writer.TryWrite(message),
        },
        _stop.Token);

    private async Task Until(Func<WatcherProgress, bool> condition)
    {
        while (!condition(await _progress.Reader.ReadAsync(_stop.Token)))
        {
        }
    }

    private async Task<string> NextMessage() => await _messages.Reader.ReadAsync(_stop.Token);
}
