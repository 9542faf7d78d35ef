using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Bench;

/// <summary>The command that says what recording costs on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var directory = new Option<string>("--directory") { Description = "Where to record: the disk that is asked about; a temporary directory unless given", HelpName = "DIR", CustomParser = OptionText.ParseText };
        var duration = new Option<TimeSpan?>("--duration") { Description = "How long to record without a pause (1s)", HelpName = "TIME", CustomParser = DurationOption.Parse };
        var json = new Option<bool>("--json") { Description = "Print one object on standard output" };
        var command = new Command("bench", "Records on this machine and says what an event costs, beside a look at the clock, and how many reach the disk.")
        {
            directory, duration, json,
        };
        command.SetAction(parsed => CommandRun.Of(error, cancellation =>
        {
            string parent = parsed.GetValue(directory) ?? Path.GetTempPath();
            RecordingCost cost = RecordingCost.Measure(parent, parsed.GetValue(duration) ?? TimeSpan.FromSeconds(1), cancellation);
            output.WriteLine(parsed.GetValue(json) ? Json(cost) : Text(cost));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static string Text(RecordingCost cost) => string.Create(CultureInfo.InvariantCulture, $"""
        An event costs {cost.EventNs:F1} ns; Stopwatch.GetTimestamp() costs {cost.TimestampNs:F1} ns here.
        One thread without a pause: {cost.Attempted:N0} events in {cost.Seconds:F2} s, {cost.Stored / cost.Seconds / 1e6:F1} M/s to the disk ({cost.Bytes / cost.Seconds / 1e6:N0} MB/s).
        Dropped: {cost.Dropped:N0}{(cost.Dropped > 0 ? ": files are written more slowly than one thread can record. A program that records less loses nothing." : ".")}
        """);

    private static string Json(RecordingCost cost) => JsonSerializer.Serialize(new
    {
        eventNs = Math.Round(cost.EventNs, 2),
        timestampNs = Math.Round(cost.TimestampNs, 2),
        attempted = cost.Attempted,
        stored = cost.Stored,
        dropped = cost.Dropped,
        seconds = Math.Round(cost.Seconds, 3),
        bytes = cost.Bytes,
        eventsPerSecond = Math.Round(cost.Stored / cost.Seconds),
    });
}
