using System.Diagnostics;
using System.Globalization;
using Ojo.Watcher.Statistics;

namespace Ojo.Watcher.CommandLine;

/// <summary>Shows progress on standard error: a bar that is drawn over itself on a terminal, else a line now and then.</summary>
/// <param name="error">Standard error.</param>
/// <param name="columns">Says how wide the terminal is just now; null where it is none.</param>
internal sealed class ProgressDisplay(TextWriter error, Func<int>? columns)
{
    private const int BarWidth = 24;

    private static readonly TimeSpan s_betweenBars = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private long _shown = Stopwatch.GetTimestamp();
    private int _most;
    private int _drawn;

    public void Show(WatcherProgress progress)
    {
        lock (_lock)
        {
            // A bar is as long as what there was to do when it began.
            _most = Math.Max(_most, progress.Remaining + 1);
            if (Stopwatch.GetElapsedTime(_shown) >= (columns is not null ? s_betweenBars : s_betweenLines) || (columns is not null && progress.Remaining == 0))
            {
                _shown = Stopwatch.GetTimestamp();
                Write(progress);
            }

            _most = progress.Remaining == 0 ? 0 : _most;
        }
    }

    public void Say(string message)
    {
        lock (_lock)
        {
            Erase();
            error.WriteLine(message);
        }
    }

    public void End(WatcherSummary summary)
    {
        lock (_lock)
        {
            Erase();
            string losses = (summary.Dropped, summary.Quarantined, summary.Failed) switch
            {
                (0, 0, 0) => "",
                _ => Invariant($", {summary.Dropped:N0} lost by tracers, {summary.Quarantined} quarantined, {summary.Failed} failed"),
            };
            error.WriteLine(Invariant(
                $"{summary.Events:N0} events of {summary.Files:N0} files in {summary.Elapsed.TotalSeconds:F1} s ({summary.EventsPerSecond:N0}/s){losses}"));
        }
    }

    private void Write(WatcherProgress progress)
    {
        string left = progress.RemainingTime is TimeSpan time && progress.Remaining > 0 ? $", {StatisticsText.Time(time)}" : "";
        string text = Invariant($"{progress.Files:N0} files, {progress.Events:N0} events, {progress.EventsPerSecond:N0}/s, {progress.Remaining:N0} files left{left}");
        if (columns is null)
        {
            error.WriteLine(text);
            return;
        }

        int filled = BarWidth * (_most - progress.Remaining) / _most;
        string bar = $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] ";

        // What does not fit would go on in the next line, and nothing brings the cursor back up from there: the bar goes first, then the end.
        int room = Math.Max(0, columns() - 1);
        text = bar.Length + text.Length <= room ? bar + text : text[..Math.Min(text.Length, room)];
        error.Write('\r' + text + new string(' ', Math.Max(0, _drawn - text.Length)));
        _drawn = text.Length;
    }

    private void Erase()
    {
        if (_drawn > 0)
        {
            error.Write('\r' + new string(' ', _drawn) + '\r');
            _drawn = 0;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
