using System.Diagnostics;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>Where the system's notifications are used up, the watcher says so in one line, lists the directory, and misses nothing.</summary>
public sealed class NotificationLimitTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("max_inotify_instances")]
    [InlineData("max_inotify_watches")]
    public async Task Files_are_noticed_where_the_limit_is_reached_and_one_line_says_how(string limit)
    {
        Assert.SkipWhen(await LacksNamespacesAsync(), "Limits of one's own need a user namespace, and there is none here.");
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(10));
        using WatcherProcess watcher = WatcherProcess.InNamespace(
            $"echo 0 > /proc/sys/user/{limit}", "--input-dir", _directory.Output, "--db-path", _directory.Database, "--watch", "--after", "delete");
        await Waiting.UntilAsync(() => watcher.HasExited || WatchedDirectory.FilesBelow(_directory.Output).Length == 0);

        Directory.CreateDirectory(Path.Combine(_directory.Output, "later"));
        string staged = WatchedDirectory.Trace(10, first: 1).WriteTo(_directory.Staging, "b.bin");
        File.Move(staged, Path.Combine(_directory.Output, "later", "b.bin"));
        _directory.RenameIn("c.bin", WatchedDirectory.Trace(10, first: 2));
        await Waiting.UntilAsync(() => watcher.HasExited || WatchedDirectory.FilesBelow(_directory.Output).Length == 0);
        await Commands.SignalAsync("TERM", watcher.Id);
        (int code, _, string error) = await watcher.WaitAsync();

        Assert.True(code == 0, error);
        Assert.Equal(30, _directory.Statistics().Events);
        Assert.Single(error.Split('\n'), static line => line.Contains("does not notify of", StringComparison.Ordinal) && line.EndsWith("it is listed at intervals.", StringComparison.Ordinal));
    }

    private static async Task<bool> LacksNamespacesAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        using Process unshare = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "sh", "-c", "echo 0 > /proc/sys/user/max_inotify_watches"]) { RedirectStandardError = true })!;
        await unshare.WaitForExitAsync(TestContext.Current.CancellationToken);
        return unshare.ExitCode != 0;
    }
}
