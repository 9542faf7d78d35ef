using Ojo.Watcher.Statistics;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>What a watcher says of itself when it is asked.</summary>
public sealed class StatisticsSignalTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_signal_makes_a_watcher_say_what_it_is_doing_in_one_block_and_it_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(12_345));
        using var watcher = new WatcherProcess("--input-dir", _directory.Output, "--db-path", _directory.Database, "--watch");
        await Waiting.UntilAsync(() => Said("12,345 events") || Stored() == 12_345);
        await Commands.SignalAsync("USR1", watcher.Id);
        await Waiting.UntilAsync(() => Said("  database "));
        _directory.RenameIn("b.bin", WatchedDirectory.Trace(10));
        await Waiting.UntilAsync(() => Stored() == 12_355);
        await Commands.SignalAsync("TERM", watcher.Id);

        Assert.Equal(0, (await watcher.WaitAsync()).Code);
        string[] lines = watcher.Error.Split('\n');
        int first = Array.FindIndex(lines, static line => line.StartsWith("ojo-watcher, process", StringComparison.Ordinal));
        Assert.Equal(
            ["files", "events", "bytes", "lag", "writes", "database"],
            lines.Skip(first + 1).Take(6).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
        Assert.Contains("12,345 stored", lines[first + 2], StringComparison.Ordinal);
        Assert.Contains("can be written to", lines[first + 6], StringComparison.Ordinal);

        bool Said(string text) => watcher.Error.Contains(text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1500, "1.5 kB")]
    [InlineData(999_999, "1 MB")]
    [InlineData(long.MaxValue, "9223 PB")]
    public void Sizes_are_said_in_the_unit_that_suits(long bytes, string text) => Assert.Equal(text, StatisticsText.Size(bytes));

    [Theory]
    [InlineData(0.0004, "0.4 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(3.25, "3.2 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(7260, "2 h 1 min")]
    [InlineData(90_000, "1 d 1 h")]
    public void Times_are_said_in_the_units_that_suit(double seconds, string text) => Assert.Equal(text, StatisticsText.Time(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Write_times_say_within_what_time_a_part_of_all_was_done()
    {
        var times = new WriteTimes();
        Assert.Null(times.Within(0.5));
        for (int n = 1; n <= 100; n++)
        {
            times.Add(TimeSpan.FromMilliseconds(n));
        }

        Assert.InRange(times.Within(0.5)!.Value.TotalMilliseconds, 50, 100);
        Assert.InRange(times.Within(0.1)!.Value.TotalMilliseconds, 10, 20);
        Assert.Equal(100, times.Within(1)!.Value.TotalMilliseconds);
        Assert.Equal(100, times.Longest.TotalMilliseconds);
    }

    private long Stored()
    {
        try
        {
            return _directory.Statistics().Events;
        }
        catch (Ojo.Storage.StoreUnavailableException)
        {
            // It is being made.
            return 0;
        }
    }
}
