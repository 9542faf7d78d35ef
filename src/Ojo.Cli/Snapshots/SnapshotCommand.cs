using System.CommandLine;
using System.Text.Json;
using Ojo.Cli.Rows;
using Ojo.Explorer.Responses;
using Ojo.Format;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Snapshots;

/// <summary>The command that takes snapshots of flight recorders, and says which there are.</summary>
internal static class SnapshotCommand
{
    private const string FromOutside = "asked for from the command line";

    public static Command Create(TextWriter output, TextWriter error) =>
        new("snapshot", "Takes snapshots of flight recorders, and shows those that were taken.") { CreateTake(output, error), CreateList(output, error), CreateShow(output, error) };

    private static Command CreateTake(TextWriter output, TextWriter error)
    {
        var target = new Argument<string>("PID|DIR") { Description = "The process, or the directory that it records into, or a ring in its staging", CustomParser = OptionText.ParseText };
        var directory = new Option<string>("--output-dir") { Description = "Take a copy into this directory, for which reading is enough; the process's own next snapshot then has the same events", HelpName = "DIR", CustomParser = OptionText.ParseText };
        var reason = new Option<string>("--reason") { Description = "Why", HelpName = "TEXT", DefaultValueFactory = static _ => FromOutside, CustomParser = OptionText.ParseText };
        Option<bool> json = Json();
        var command = new Command("take", "Takes the next snapshot of a flight recorder, whether its process lives, hangs or is dead.") { target, directory, reason, json };
        command.SetAction(parsed => CommandRun.Of(error, _ =>
        {
            string ring = RingPath.Of(parsed.GetRequiredValue(target));
            string why = parsed.GetRequiredValue(reason);
            Print(parsed.GetValue(directory) is { } folder ? TraceSnapshot.Take(ring, folder, why) : TraceSnapshot.Take(ring, why), parsed.GetValue(json), output);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static Command CreateList(TextWriter output, TextWriter error)
    {
        var directory = new Argument<string>("DIR") { Description = "The directory that is recorded into, or one with many of them below it", CustomParser = OptionText.ParseText };
        Option<bool> json = Json();
        var command = new Command("list", "Says which snapshots there are, the oldest first.") { directory, json };
        command.SetAction(parsed => CommandRun.Of(error, _ =>
        {
            bool isWhole = true;
            IReadOnlyList<TraceSnapshot> all = SnapshotList.Of(parsed.GetRequiredValue(directory), sentence =>
            {
                isWhole = false;
                CommandRun.Say(error, sentence);
            });
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(new SnapshotsResponse([.. all.Select(SnapshotResponse.Of)], HasMore: false), ExplorerJson.Default.SnapshotsResponse));
            }
            else
            {
                Print(all, output);
            }

            return isWhole ? ExitCode.Ok : ExitCode.Failed;
        }));
        return command;
    }

    private static Command CreateShow(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "The snapshot's file, snapshot_….json in output", CustomParser = OptionText.ParseText };
        Option<bool> json = Json();
        var command = new Command("show", "Says what a snapshot is: why, when and of whom, its window, its files.") { file, json };
        command.SetAction(parsed => CommandRun.Of(error, _ =>
        {
            string path = parsed.GetRequiredValue(file);
            try
            {
                Print(TraceSnapshot.Read(path), parsed.GetValue(json), output);
                return ExitCode.Ok;
            }
            catch (TraceFormatException exception)
            {
                throw new IOException($"{path} is no snapshot: {exception.Message}", exception);
            }
        }));
        return command;
    }

    private static Option<bool> Json() => new("--json") { Description = "Print one object on standard output" };

    private static void Print(TraceSnapshot snapshot, bool json, TextWriter output) => output.Write(json
        ? JsonSerializer.Serialize(SnapshotResponse.Of(snapshot), ExplorerJson.Default.SnapshotResponse) + "\n"
        : SnapshotText.Of(snapshot));

    private static void Print(IReadOnlyList<TraceSnapshot> all, TextWriter output)
    {
        TableRowWriter table = new(output);
        table.Begin(["taken", "service", "pid", "events", "seconds", "reason", "snapshot"]);
        foreach (TraceSnapshot one in all)
        {
            double seconds = Math.Round((one.WindowEndAt - one.WindowStartAt).TotalSeconds, 3);
            table.Write([SnapshotText.Iso(one.TakenAt), one.Service, (long)one.ProcessId, one.Events, seconds, one.Reason, Path.GetFileName(one.Path)]);
        }

        table.End();
    }
}
