using System.Threading.Channels;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>A store that is locked, full, read-only or suddenly another: sources are kept, one line says so, and work goes on by itself.</summary>
public sealed class StoreTroubleTests : IAsyncLifetime
{
    private readonly WatchedDirectory _directory = new();
    private readonly Channel<WatcherProgress> _progress = Channel.CreateUnbounded<WatcherProgress>();
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromMinutes(2));
    private Task _watcher = Task.CompletedTask;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watcher;
        _stop.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_store_that_is_moved_away_is_complete_and_a_new_one_takes_its_place()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let open files be moved.");
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(1000));
        Watch();
        await Until(progress => progress.Events == 1000);

        string moved = _directory.Database + ".moved";
        File.Move(_directory.Database, moved);
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(10, first: 1));
        Assert.Contains("was moved", await _messages.Reader.ReadAsync(_stop.Token), StringComparison.Ordinal);

        // What is still in the directory is in the new store, too.
        await Until(progress => progress.Events == 2010);
        Assert.Equal(1010, _directory.Statistics().Events);
        Assert.Equal(1000, WatchedDirectory.Statistics(moved).Events);
        using var shell = new SqlShell(moved);
        Assert.Equal("ok", shell.Scalar("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_store_that_is_replaced_by_another_is_gone_on_with()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let open files be moved.");
        string other = _directory.Database + ".other";
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(1000));
        await OjoWatcher.RunAsync(_directory.Options with { DatabasePath = other });
        Watch();
        await Until(progress => progress.Events == 1000);

        File.Move(other, _directory.Database, overwrite: true);
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(10, first: 1));

        await Until(progress => progress.Events == 1010);
        Assert.Equal((2, 1010), (_directory.Statistics().Files, _directory.Statistics().Events));
    }

    [Fact]
    public async Task A_locked_store_ends_a_watcher_that_does_not_watch_and_no_source_is_lost()
    {
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(10));
        await OjoWatcher.RunAsync(_directory.Options);
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(10, first: 1));
        using (var other = new SqlDatabase(_directory.Database))
        {
            other.Execute("BEGIN IMMEDIATE");
            StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
                () => OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Delete, GiveUpAfter = TimeSpan.Zero }));
            Assert.Contains("locked", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["a.bin", "b.bin"], WatchedDirectory.FilesBelow(_directory.Output));
        Assert.Equal(1, (await OjoWatcher.RunAsync(_directory.Options)).Files);
    }

    [Fact]
    public async Task A_store_that_may_not_be_written_to_is_one_line_and_exit_code_1_and_all_is_stored_when_it_may()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs setpriv and Linux's permissions.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _directory.RenameIn("a.bin", WatchedDirectory.Trace(10));
        await OjoWatcher.RunAsync(_directory.Options);
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(10, first: 1));
        string root = Path.GetDirectoryName(_directory.Output)!;
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_directory.Database, Readable);
        File.SetUnixFileMode(root, Enterable);
        string[] arguments = ["--input-dir", _directory.Output, "--db-path", _directory.Database, "--give-up-after", "200ms"];

        // The superuser may write to everything, so somebody else has to try.
        using (WatcherProcess watcher = Environment.IsPrivilegedProcess ? WatcherProcess.AsNobody(arguments) : new WatcherProcess(arguments))
        {
            (int code, _, string error) = await watcher.WaitAsync();
            Assert.Equal(1, code);
            Assert.Contains("may not be written to", error, StringComparison.Ordinal);
            Assert.InRange(error.TrimEnd().Split('\n').Length, 1, 2);
        }

        File.SetUnixFileMode(root, Enterable | UnixFileMode.UserWrite);
        File.SetUnixFileMode(_directory.Database, Readable | UnixFileMode.UserWrite);
        Assert.Equal(1, (await OjoWatcher.RunAsync(_directory.Options)).Files);
        Assert.Equal(20, _directory.Statistics().Events);
    }

    private void Watch() => _watcher = OjoWatcher.RunAsync(
        _directory.Options with
        {
            Watch = true,
            RescanInterval = TimeSpan.FromMilliseconds(20),
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
}
