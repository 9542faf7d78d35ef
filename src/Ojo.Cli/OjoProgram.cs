using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Ojo.Cli.Bench;
using Ojo.Cli.Completion;
using Ojo.Cli.Doctor;
using Ojo.Cli.Export;
using Ojo.Cli.Import;
using Ojo.Cli.Query;
using Ojo.Cli.Schema;
using Ojo.Cli.Snapshots;
using Ojo.Cli.Tail;
using Ojo.Configuration;
using Ojo.Explorer.Hosting;
using Ojo.Watcher;
using Ojo.Watcher.CommandLine;
using Transfer.Demo;

namespace Ojo.Cli;

/// <summary>The program: its commands, and what a command line that means nothing is answered.</summary>
internal static class OjoProgram
{
    /// <summary>Does what the command line says.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        NativeHeap.Share();
        ParseResult parsed = Create(output, error).Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            await ComplainAsync(parsed, error);
            return ExitCode.WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            // Each command ends by itself when it is interrupted: what it has begun is finished or removed first.
            ProcessTerminationTimeout = null,
        });
    }

    private static RootCommand Create(TextWriter output, TextWriter error)
    {
        RootCommand command = new("Takes in, queries, checks and shows traces of transport protocols. `ojo demo` makes some.")
        {
            DemoCommand.Create("demo", new DemoProgram("ojo demo", "ojo serve --db-path")),
            WatcherCommand.Create("watch", output, error),
            ExplorerCommand.Create("serve", "ojo serve"),
            ImportCommand.Create(output, error),
            ExportCommand.Create(error),
            QueryCommand.Create(output, error),
            TailCommand.Create(output, error),
            SchemaCommand.Create(output, error),
            SnapshotCommand.Create(output, error),
            DoctorCommand.Create(output, error),
            VerifyCommand.Create(output, error),
            BenchCommand.Create(output, error),
            CompletionCommand.Create(output),
        };
        HelpOption help = command.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, Examples.ByCommand);
        return command;
    }

    private static async Task ComplainAsync(ParseResult parsed, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        foreach (string message in parsed.Errors.Select(static fault => fault.Message).Distinct())
        {
            await error.WriteLineAsync($"ojo: {PrintableText.Of(message)}");
        }

        string[] known = [.. NamesOf(parsed.CommandResult)];
        foreach (string word in parsed.UnmatchedTokens)
        {
            if (NearestName.Of(word, known) is { } near)
            {
                await error.WriteLineAsync($"ojo: did you mean {near}?");
            }
        }

        string path = string.Join(' ', PathOf(command));
        await error.WriteLineAsync($"{path} --help says more.");
    }

    /// <summary>What could have been written in a command's place.</summary>
    private static IEnumerable<string> NamesOf(CommandResult result) =>
        result.Command.Options.Where(static option => !option.Hidden).Select(static option => option.Name)
            .Concat(result.Command.Subcommands.Select(static command => command.Name));

    private static IEnumerable<string> PathOf(Command command) =>
        command is RootCommand ? ["ojo"] : [.. command.Parents.OfType<Command>().Take(1).SelectMany(PathOf), command.Name];
}
