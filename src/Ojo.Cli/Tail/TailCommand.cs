using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ojo.Cli.Query;
using Ojo.Cli.Traces;
using Ojo.Storage.Filters;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Tail;

/// <summary>The command that shows events as they come.</summary>
internal static class TailCommand
{
    private const int MostLines = 10_000;
    private const string Auto = "auto";
    private const string Always = "always";
    private const string Never = "never";

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    public static Command Create(TextWriter output, TextWriter error)
    {
        var filter = new Argument<string>("FILTER") { Description = "Which events (docs/FILTER.md); all unless given", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = static _ => "" };
        var databasePath = new Option<string>("--db-path") { Description = "The store that is followed, a file or a directory; it is waited for", HelpName = "PATH", CustomParser = OptionText.ParseText };
        var inputDirectory = new Option<string>("--input-dir") { Description = "The directory of traces that is followed instead; it is only read, and waited for", HelpName = "DIR", CustomParser = OptionText.ParseText };
        var lines = new Option<int>("--lines") { Description = "How many of the newest events come first", HelpName = "N", DefaultValueFactory = static _ => 10, CustomParser = ParseLines };
        var json = new Option<bool>("--json") { Description = "Print an object a line" };
        var color = new Option<string>("--color") { Description = "Whether events have the colour of their role: auto is on a terminal, unless NO_COLOR is set", HelpName = "auto|always|never", DefaultValueFactory = static _ => Auto };
        color.CompletionSources.Add(Auto, Always, Never);
        var command = new Command("tail", "Shows events as they come into a store or a directory of traces, until Ctrl+C.")
        {
            filter, databasePath, inputDirectory, lines, json, color,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(databasePath) is null) == (result.GetResult(inputDirectory) is null))
            {
                result.AddError("Events come from a store or from a directory of traces: give --db-path or --input-dir.");
            }

            if (result.GetResult(color)?.Tokens is [{ Value: var word }] && word is not (Auto or Always or Never))
            {
                result.AddError($"--color: '{word}' is none of auto, always and never.");
            }
        });
        command.SetAction(parsed => CommandRun.Of(error, cancellation =>
        {
            string text = parsed.GetValue(filter) ?? "";
            EventLines events = new(output, parsed.GetValue(json), IsColored(parsed.GetValue(color)!));
            try
            {
                Filter wanted = Filter.Parse(text);
                return parsed.GetValue(databasePath) is { } path
                    ? FollowStore(path, wanted, parsed.GetValue(lines), events, output, error, cancellation)
                    : FollowDirectory(parsed.GetValue(inputDirectory)!, wanted, parsed.GetValue(lines), events, output, error, cancellation);
            }
            catch (FilterException exception)
            {
                Caret.Write(error, exception.Message, text, exception.Offset, exception.Length);
                return ExitCode.Failed;
            }
            catch (OperationCanceledException)
            {
                // Its ordinary end.
                return ExitCode.Ok;
            }
        }));
        return command;
    }

    private static bool IsColored(string choice) => choice switch
    {
        Always => true,
        Never => false,
        _ => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
    };

    private static int ParseLines(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int lines) && lines <= MostLines)
        {
            return lines;
        }

        result.AddError($"--lines: '{text}' is no number from 0 to {MostLines}.");
        return 0;
    }

    private static int FollowStore(string path, Filter filter, int lines, EventLines events, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using StoreFollower follower = new(path, filter, events.Write, sentence => CommandRun.Say(error, sentence));
        follower.Begin(lines, cancellation);
        do
        {
            output.Flush();
            if (cancellation.WaitHandle.WaitOne(s_interval))
            {
                return ExitCode.Ok;
            }

            follower.Look(cancellation);
        }
        while (true);
    }

    private static int FollowDirectory(string path, Filter filter, int lines, EventLines events, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        WaitFor(path, error, cancellation);
        using TemporaryStore store = new(path, sentence => CommandRun.Say(error, sentence));
        store.Fill(null, cancellation);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task intake = store.FollowAsync(end.Token);
        try
        {
            return FollowStore(store.DatabasePath, filter, lines, events, output, error, cancellation);
        }
        finally
        {
            end.Cancel();
            intake.GetAwaiter().GetResult();
        }
    }

    private static void WaitFor(string directory, TextWriter error, CancellationToken cancellation)
    {
        for (bool isFirst = true; !Directory.Exists(directory); isFirst = false)
        {
            if (isFirst)
            {
                CommandRun.Say(error, $"There is no directory {directory} yet; waiting for it.");
            }

            cancellation.WaitHandle.WaitOne(s_interval);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
