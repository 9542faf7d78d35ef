using System.Globalization;
using System.Text;

namespace Ojo.Watcher.Statistics;

/// <summary>Says in a few lines, for a person, what a watcher has done and is doing.</summary>
internal static class StatisticsText
{
    public static string Of(WatcherActivity activity, WatcherOptions options)
    {
        WatcherProgress progress = activity.ToProgress();
        var text = new StringBuilder();
        text.Append(Invariant($"ojo-watcher, process {Environment.ProcessId}, for {Time(activity.Elapsed)}: {PrintableText.Of(options.InputDirectory)} into {PrintableText.Of(options.StorePath)}\n"));
        text.Append(Invariant($"  files      {activity.Files:N0} stored, {activity.Quarantined:N0} quarantined, {activity.Failed:N0} failed, {activity.WaitingFiles:N0} waiting ({Size(activity.WaitingBytes)})\n"));
        text.Append(Invariant($"  events     {activity.Events:N0} stored, {activity.Dropped:N0} lost by tracers; {progress.EventsPerSecond:N0}/s since work was last found\n"));
        text.Append(Invariant($"  bytes      {Size(activity.Bytes)} read\n"));
        text.Append(Invariant($"  lag        {Time(activity.Lag)}{(progress.RemainingTime is TimeSpan left && activity.WaitingFiles > 0 ? $", {Time(left)} of work left" : "")}\n"));
        text.Append(activity.Writes.Within(0.5) is TimeSpan half
            ? Invariant($"  writes     half within {Time(half)}, 99 % within {Time(activity.Writes.Within(0.99)!.Value)}, the longest {Time(activity.Writes.Longest)}\n")
            : "  writes     none yet\n");
        text.Append(Invariant($"  database   {Size(DatabaseSize.Of(options.StorePath))}, {(activity.IsStoreAvailable ? "can be written to" : "cannot be written to just now")}"));
        return text.ToString();
    }

    /// <summary>A number of bytes in the unit that leaves it one to three digits before the point.</summary>
    public static string Size(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB", "PB"];
        double value = bytes;
        int unit = 0;
        for (; value >= 999.5 && unit < units.Length - 1; unit++)
        {
            value /= 1000;
        }

        return Invariant($"{Math.Round(value, unit == 0 || value >= 100 ? 0 : 1)} {units[unit]}");
    }

    /// <summary>A time in its two largest units at most.</summary>
    public static string Time(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => Invariant($"{Math.Round(time.TotalMilliseconds, time.TotalMilliseconds < 10 ? 1 : 0)} ms"),
        < 60 => Invariant($"{Math.Round(time.TotalSeconds, time.TotalSeconds < 10 ? 1 : 0)} s"),
        < 3600 => Invariant($"{time.Minutes} min {time.Seconds} s"),
        < 86400 => Invariant($"{time.Hours} h {time.Minutes} min"),
        _ => Invariant($"{time.Days:N0} d {time.Hours} h"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
