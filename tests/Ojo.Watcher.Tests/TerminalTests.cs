using System.Diagnostics;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>The program on a terminal, which <c>script</c> of util-linux makes.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(200)]
    [InlineData(40)]
    public async Task A_bar_stays_in_its_line_and_is_gone_when_the_last_line_is_said(int columns)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "Needs util-linux' script.");
        for (int n = 0; n < 40; n++)
        {
            _directory.Write($"{n:D2}.bin", WatchedDirectory.Trace(2000, first: (ulong)n));
        }

        string shown = await RunAsync($"stty cols {columns}; dotnet '{WatcherProcess.Program}' --input-dir '{_directory.Output}' --db-path '{_directory.Database}'; stty -a > '{_directory.Database}.tty'");

        string[] lines = shown.TrimEnd().Split('\n');
        string[] drawn = lines[^1].TrimEnd('\r').Split('\r');
        Assert.StartsWith("80,000 events of 40 files in ", drawn[^1], StringComparison.Ordinal);
        Assert.Equal("", drawn[^2].Trim());
        Assert.Contains(drawn, static line => line.Contains(" files left", StringComparison.Ordinal) || line.Contains(" events", StringComparison.Ordinal));

        // The runtime switches the terminal's keys over before the first character; nothing of ours is more than text.
        Assert.All(drawn[..^1], line => Assert.InRange(line.Replace("\u001b[?1h\u001b=", "", StringComparison.Ordinal).Length, 0, columns - 1));
        Assert.Equal(columns > 100, shown.Contains("[####", StringComparison.Ordinal));
        string modes = await File.ReadAllTextAsync(_directory.Database + ".tty");
        Assert.Matches(@"(?<![-\w])echo\b", modes);
        Assert.Matches(@"(?<![-\w])icanon\b", modes);
    }

    [Fact]
    public async Task An_interrupt_amid_the_work_takes_the_bar_away_says_so_and_leaves_the_terminal_as_it_was()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "Needs util-linux' script.");
        for (int n = 0; n < 200; n++)
        {
            _directory.Write($"{n:D3}.bin", WatchedDirectory.Trace(20_000, first: (ulong)n));
        }

        string shown = await RunAsync(
            $"stty cols 100; stty -g > '{_directory.Database}.before'; dotnet '{WatcherProcess.Program}' --input-dir '{_directory.Output}' --db-path '{_directory.Database}'; "
            + $"echo \"code $?\"; stty -g > '{_directory.Database}.after'",
            interruptAt: _directory.Database + "-wal");

        Assert.Contains("Interrupted. What is stored is complete; run again for the rest.", shown, StringComparison.Ordinal);
        Assert.Equal("code 1", shown.TrimEnd().Split('\n')[^1].Trim());
        Assert.Equal(await File.ReadAllTextAsync(_directory.Database + ".before"), await File.ReadAllTextAsync(_directory.Database + ".after"));
    }

    /// <param name="commands">What a shell runs on the terminal.</param>
    /// <param name="interruptAt">Ctrl+C is pressed when there is such a file; null: never.</param>
    private static async Task<string> RunAsync(string commands, string? interruptAt = null)
    {
        ProcessStartInfo start = new("/usr/bin/script", ["--quiet", "--return", "--command", commands, "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["SHELL"] = "/bin/bash", ["TERM"] = "xterm" },
        };
        using Process terminal = Process.Start(start)!;
        Task<string> shown = terminal.StandardOutput.ReadToEndAsync();
        if (interruptAt is not null)
        {
            await Waiting.UntilAsync(() => File.Exists(interruptAt) || shown.IsCompleted);
            await terminal.StandardInput.WriteAsync('\u0003');
            await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }

        return await shown.WaitAsync(TimeSpan.FromMinutes(3));
    }
}
