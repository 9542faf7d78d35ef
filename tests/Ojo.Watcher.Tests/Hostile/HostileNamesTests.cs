using System.Diagnostics;
using System.Text;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Hostile;

/// <summary>Names, links and directories that somebody made to confuse a watcher, or whoever reads what it says.</summary>
public sealed class HostileNamesTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("clear\u001b[2J\u001b[31mred.bin", @"clear\x1B[2J\x1B[31mred.bin")]
    [InlineData("title\u001b]0;owned\u0007.bin", @"title\x1B]0;owned\x07.bin")]
    [InlineData("one\nQuarantined nothing.bin", @"one\x0AQuarantined nothing.bin")]
    [InlineData("over\rwritten.bin", @"over\x0Dwritten.bin")]
    [InlineData("csi\u009b31m.bin", @"csi\x9B31m.bin")]
    [InlineData("back\u202enib.bin", @"back\u202Enib.bin")]
    [InlineData("line\u2028.bin", @"line\u2028.bin")]
    [InlineData("übel 😀.bin", "übel 😀.bin")]
    public async Task A_name_is_shown_and_never_obeyed_by_terminals_and_logs(string name, string shown)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        _directory.Write(name, [1, 2]);
        List<string> log = [];

        await OjoWatcher.RunAsync(_directory.Options with { Log = log.Add });

        Assert.Contains(shown, Assert.Single(log), StringComparison.Ordinal);
        string reason = await File.ReadAllTextAsync(Path.Combine(_directory.Quarantine, name + ".reason"));
        Assert.Equal($"{shown} has 2 bytes; a trace file has at least 24, its header.\n", reason);
    }

    [Fact]
    public async Task A_good_file_is_stored_whatever_its_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        string[] names = ["\u001b[2J.bin", "a\nb.bin", "-rf.bin", "' OR 1.bin", "%s%n.bin", "a b.bin", "\u202e.bin", new string('x', 251) + ".bin", string.Concat(Enumerable.Repeat("ü", 125)) + ".bin"];
        foreach ((int n, string name) in names.Index())
        {
            _directory.Write(name, WatchedDirectory.Trace(10, first: (ulong)n));
        }

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { After = AfterCommit.Archive });

        Assert.Equal((names.Length, 0, 0), ((int)summary.Files, (int)summary.Quarantined, (int)summary.Failed));
        Assert.Equal(names.Order(StringComparer.Ordinal), WatchedDirectory.FilesBelow(_directory.Options.ArchiveDirectory));
    }

    [Fact]
    public async Task A_bad_file_with_the_longest_name_there_can_be_is_put_aside_under_a_shorter_one()
    {
        string common = new('a', 249);
        string[] names = [common + "1.bin", common + "2.bin", string.Concat(Enumerable.Repeat("ü", 125)) + ".bin"];
        Array.ForEach(names, name => _directory.Write(name, [1, 2]));

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((3, 0), (summary.Quarantined, summary.Failed));
        string[] aside = _directory.Quarantined();
        Assert.Equal(6, aside.Length);
        Assert.Equal(3, aside.Count(static name => name.EndsWith(".bin.reason", StringComparison.Ordinal)));
        Assert.All(aside, static name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 200, 242));
        Assert.All(
            aside.Where(static name => name.EndsWith(".reason", StringComparison.Ordinal)).Select(name => File.ReadAllText(Path.Combine(_directory.Quarantine, name))),
            reason => Assert.Contains(names, name => reason.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_complained_of_once_and_forgotten_when_it_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has names of any bytes.");
        byte[] trace = WatchedDirectory.Trace(10).ToBytes();
        _directory.Write("good.bin", trace);
        await ShellAsync("cp good.bin \"$(printf 'bad\\377.bin')\"");
        List<string> log = [];

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { Log = log.Add });

        Assert.Equal((1, 0, 1), (summary.Files, summary.Quarantined, summary.Failed));
        Assert.Equal("bad\uFFFD.bin could not be taken in: its name is no UTF-8 text, and so it cannot be opened. Rename it.", Assert.Single(log));
        await ShellAsync("rm bad*");
        Assert.Equal(0, (await OjoWatcher.RunAsync(_directory.Options)).Failed);
    }

    [Fact]
    public async Task What_failed_and_was_taken_away_is_no_failure_any_more()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs links.");
        File.CreateSymbolicLink(Path.Combine(_directory.Output, "round.bin"), "round.bin");
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        using CancellationTokenSource stop = new(TimeSpan.FromMinutes(2));
        TaskCompletionSource failed = new();
        Task<WatcherSummary> watcher = OjoWatcher.RunAsync(
            _directory.Options with { Watch = true, RescanInterval = TimeSpan.FromMilliseconds(20), Log = line => failed.TrySetResult(), Progress = Seen }, stop.Token);
        await failed.Task.WaitAsync(TimeSpan.FromMinutes(1));
        File.Delete(Path.Combine(_directory.Output, "round.bin"));
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(10, first: 5));

        Assert.Equal((2, 0), ((await watcher).Files, (await watcher).Failed));

        void Seen(WatcherProgress progress)
        {
            if (progress.Files == 2)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public async Task Links_pipes_and_devices_hold_nothing_up_and_what_cannot_be_read_is_complained_of()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs links, pipes and devices.");
        _directory.Write("good.bin", WatchedDirectory.Trace(10));
        await ShellAsync("ln -s . circle; ln -s round.bin round.bin; ln -s nowhere dangling.bin; ln -s /dev/zero zero.bin; mkfifo ../pipe; ln -s ../pipe linked.bin; ln -s ../pipe run_0000000000000001_00000001.json; ln -s /dev/full full.bin; ln -s /proc/self/mem mem.bin; mkfifo pipe.bin; mkdir directory.bin; mkdir -p locked && cp good.bin locked/ && chmod 000 locked");
        List<string> log = [];

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options with { Log = log.Add });

        Assert.Equal((1, 2), (summary.Files, summary.Failed));
        Assert.Equal(["dangling.bin", "round.bin"], log.Where(static line => line.Contains("could not be taken in", StringComparison.Ordinal)).Select(static line => line.Split(' ')[0]).Order());
        await ShellAsync("chmod 755 locked");
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_complained_of_once_and_stored_when_it_may()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs setpriv, and somebody who may become somebody else.");
        _directory.Write("closed.bin", WatchedDirectory.Trace(10));
        _directory.Write("open.bin", WatchedDirectory.Trace(20, first: 5));
        string root = Path.GetDirectoryName(_directory.Output)!;
        await ShellAsync($"chmod 600 closed.bin; chmod 777 '{root}' .");
        string[] arguments = ["--input-dir", _directory.Output, "--db-path", _directory.Database];
        using (WatcherProcess watcher = WatcherProcess.AsNobody(arguments))
        {
            (int code, _, string error) = await watcher.WaitAsync();
            Assert.Equal(1, code);
            Assert.Single(error.Split('\n'), static line => line.StartsWith("closed.bin could not be taken in", StringComparison.Ordinal) && line.Contains("denied", StringComparison.Ordinal));
            Assert.Contains("20 events of 1 files", error, StringComparison.Ordinal);
        }

        await ShellAsync("chmod 644 closed.bin");
        Assert.Equal(10, (await OjoWatcher.RunAsync(_directory.Options)).Events);
    }

    [Theory]
    [InlineData("plain text, with ümlauts and 漢字.", "plain text, with ümlauts and 漢字.")]
    [InlineData("\0\t\u007f", @"\x00\x09\x7F")]
    [InlineData("a\u200bb\ufeffc\u2066d", @"a\u200Bb\uFEFFc\u2066d")]
    public void Text_is_printable_and_says_what_was_in_it(string text, string printable) => Assert.Equal(printable, PrintableText.Of(text));

    [Fact]
    public void Half_a_character_is_printable_too() => Assert.Equal("a\uFFFDb", PrintableText.Of($"a{(char)0xD800}b"));

    private async Task ShellAsync(string script)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = _directory.Output })!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
    }
}
