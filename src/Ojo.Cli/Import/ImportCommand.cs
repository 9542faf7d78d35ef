using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ojo.Interop.Csv.Import;
using Ojo.Interop.Importing;
using Ojo.Watcher;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Import;

/// <summary>The command that takes in other programs' traces.</summary>
internal static class ImportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var files = new Argument<string[]>("FILE") { Description = "The files; gzip is expanded", Arity = ArgumentArity.OneOrMore };
        var databasePath = new Option<string>("--db-path") { Description = "The store that they go into, made where there is none", HelpName = "PATH", CustomParser = OptionText.ParseText };
        var directory = new Option<string>("--output-dir") { Description = "The trace directory that they go into instead", HelpName = "DIR", CustomParser = OptionText.ParseText };
        var format = new Option<string>("--format") { Description = $"The files' format, where their content does not say it: {Formats}", HelpName = "NAME", CustomParser = OptionText.ParseText };
        var map = new Option<CsvImporter>("--map")
        {
            Description = "What the columns of a table (csv) mean, where its header does not say it: time=ts:us,flow=conn,event=type,cwnd=cwin",
            HelpName = "MAP",
            CustomParser = ParseMap,
        };
        format.CompletionSources.Add([.. TraceImport.Importers.Select(static importer => importer.Format)]);
        var json = new Option<bool>("--json") { Description = "Print one summary object on standard output at the end" };
        var command = new Command(
            "import",
            "Takes other programs' traces into a store, or makes trace files of them.")
        {
            files, databasePath, directory, format, map, json,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(databasePath) is null) == (result.GetResult(directory) is null))
            {
                result.AddError("An import goes into a store or into a trace directory: give --db-path or --output-dir.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(map) is not null && result.GetValue(format) is { } other && !string.Equals(other, "csv", StringComparison.OrdinalIgnoreCase))
            {
                result.AddError($"--map says what the columns of a table mean, and '{other}' is none: leave one of the two out.");
            }
        });
        command.SetAction(parsed => CommandRun.Of(error, cancellation => Run(
            new ImportOptions
            {
                Files = parsed.GetRequiredValue(files),
                DatabasePath = parsed.GetValue(databasePath),
                OutputDirectory = parsed.GetValue(directory),
                Format = parsed.GetValue(map)?.Format ?? parsed.GetValue(format),
                Importers = parsed.GetValue(map) is { } mapped ? [mapped] : TraceImport.Importers,
            },
            parsed.GetValue(json), output, error, cancellation)));
        return command;
    }

    private static string Formats => string.Join(", ", TraceImport.Importers.Select(static importer => importer.Format));

    private static CsvImporter? ParseMap(ArgumentResult result)
    {
        try
        {
            return OptionText.ParseText(result) is { } text ? new CsvImporter(text) : null;
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
            return null;
        }
    }

    private static int Run(ImportOptions options, bool json, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        ImportSummary summary;
        using (ByteProgress progress = new(error, Console.IsErrorRedirected ? null : static () => Console.WindowWidth))
        {
            summary = TraceImport.Run(options with { Progress = at => progress.Show(at.File, at.BytesRead, at.BytesTotal) }, cancellation);
        }

        foreach (ImportedFile file in summary.Files)
        {
            foreach (ImportProblem problem in file.Problems)
            {
                error.WriteLine(PrintableText.Of(problem.Offset >= 0 ? Invariant($"{problem.File}, byte {problem.Offset}: {problem.Message}") : $"{problem.File}: {problem.Message}"));
            }

            if (file.ProblemCount > file.Problems.Count)
            {
                error.WriteLine(Invariant($"… and {file.ProblemCount - file.Problems.Count:N0} more in {PrintableText.Of(file.Path)}."));
            }

            if (file.Failure is { } failure)
            {
                CommandRun.Say(error, failure);
            }
        }

        output.WriteLine(json ? ImportJson.Of(summary) : Text(summary));
        return summary.IsWhole ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Text(ImportSummary summary)
    {
        long known = summary.Files.Sum(static file => file.KnownEvents);
        int whole = summary.Files.Count(static file => file.Failure is null);
        return Invariant($"{summary.Events:N0} events of {whole:N0} {(whole == 1 ? "file" : "files")} in {summary.Elapsed.TotalSeconds:F1} s")
            + (known > 0 ? Invariant($"; {known:N0} were there already") : "");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
