using System.Text.Json;

namespace Ojo.Watcher.CommandLine;

/// <summary>Writes the summary that <c>--json</c> prints.</summary>
internal static class SummaryJson
{
    public static string Of(WatcherSummary summary) => JsonSerializer.Serialize(new
    {
        files = summary.Files,
        events = summary.Events,
        dropped = summary.Dropped,
        quarantined = summary.Quarantined,
        seconds = Math.Round(summary.Elapsed.TotalSeconds, 3),
        eventsPerSecond = Math.Round(summary.EventsPerSecond),
    });
}
