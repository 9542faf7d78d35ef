using Ojo.Watcher.CommandLine;
using Ojo.Watcher.Statistics;

namespace Ojo.Watcher.Tests;

public sealed class ProgressDisplayTests
{
    [Fact]
    public void A_terminal_shows_how_far_it_is_how_quick_and_what_is_left()
    {
        using StringWriter error = new();
        var display = new ProgressDisplay(error, static () => 120);

        // Nothing is left: that is always shown.
        display.Show(new WatcherProgress(3, 12_000, 0, 0, 0, TimeSpan.FromSeconds(2), 0, 6000, TimeSpan.Zero));
        display.Say("A message.");

        string[] drawn = error.ToString().Split('\r');
        Assert.Equal("[########################] 3 files, 12,000 events, 6,000/s, 0 files left", drawn[1]);
        Assert.EndsWith("A message." + Environment.NewLine, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, "[########################] 3 files, 12,000 events, 6,000/s, 0 files left")]
    [InlineData(73, "[########################] 3 files, 12,000 events, 6,000/s, 0 files left")]
    [InlineData(72, "3 files, 12,000 events, 6,000/s, 0 files left")]
    [InlineData(20, "3 files, 12,000 eve")]
    [InlineData(1, "")]
    [InlineData(0, "")]
    public void A_narrow_terminal_shows_what_fits_into_one_line(int columns, string shown)
    {
        using StringWriter error = new();
        var display = new ProgressDisplay(error, () => columns);

        display.Show(new WatcherProgress(3, 12_000, 0, 0, 0, TimeSpan.FromSeconds(2), 0, 6000, TimeSpan.Zero));
        display.Say("A message.");

        Assert.EndsWith("A message." + Environment.NewLine, error.ToString(), StringComparison.Ordinal);
        string[] drawn = error.ToString().Replace("A message." + Environment.NewLine, "", StringComparison.Ordinal).Split('\r');
        Assert.Equal(shown, drawn[1]);
        Assert.All(drawn, line => Assert.InRange(line.Length, 0, Math.Max(0, columns - 1)));
    }

    [Fact]
    public void What_is_no_terminal_gets_whole_lines_and_no_control_characters()
    {
        using StringWriter error = new();
        var display = new ProgressDisplay(error, columns: null);

        display.Show(new WatcherProgress(3, 12_000, 0, 0, 5, TimeSpan.FromSeconds(2), 0, 6000, TimeSpan.Zero));
        display.Say("A message.");
        display.End(new WatcherSummary(3, 12_000, 0, 0, 0, TimeSpan.FromSeconds(2)));

        Assert.DoesNotContain(error.ToString(), static character => char.IsControl(character) && !Environment.NewLine.Contains(character));
        Assert.EndsWith($"12,000 events of 3 files in 2.0 s (6,000/s){Environment.NewLine}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_is_said_in_files_and_in_time()
    {
        var activity = new WatcherActivity();
        activity.Found(4, 4000, DateTime.UtcNow);
        Assert.Null(activity.ToProgress().RemainingTime);

        activity.Stored(100, 0, 1000, TimeSpan.FromMilliseconds(1));
        activity.LookedAt(1000, DateTime.UtcNow);
        WatcherProgress progress = activity.ToProgress();

        Assert.Equal((3, 3000), (progress.Remaining, progress.RemainingBytes));
        Assert.True(progress.RemainingTime > TimeSpan.Zero && progress.EventsPerSecond > 0);
        activity.LookedAt(3000, null);
        activity.LookedAt(0, null);
        activity.LookedAt(0, null);
        Assert.Equal((0, TimeSpan.Zero), (activity.ToProgress().Remaining, activity.Lag));
    }
}
