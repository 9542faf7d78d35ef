using System.CommandLine;
using Ojo.Interop.Exporting;
using Ojo.Interop.Qlog.Export;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Export;

/// <summary>The command that writes a store's events in other programs' formats.</summary>
internal static class ExportCommand
{
    private static readonly string[] s_names = [.. Enum.GetNames<QlogNames>().Select(static name => name.ToLowerInvariant())];

    public static Command Create(TextWriter error)
    {
        var filter = new Argument<string>("FILTER") { Description = "Which events (docs/FILTER.md); all unless given", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = static _ => "" };
        var databasePath = new Option<string>("--db-path") { Description = "The store, a file or a directory; it is only read", HelpName = "PATH", CustomParser = OptionText.ParseText };
        var inputDirectory = new Option<string>("--input-dir") { Description = "A directory of traces instead; it is only read", HelpName = "DIR", CustomParser = OptionText.ParseText };
        var format = new Option<string>("--format") { Description = $"The format: {Formats}", HelpName = "NAME", Required = true, CustomParser = OptionText.ParseText };
        format.CompletionSources.Add([.. TraceExport.Exporters.Select(static exporter => exporter.Format)]);
        var file = new Option<string>("--output") { Description = "The file that is made or replaced; standard output unless given", HelpName = "FILE", CustomParser = OptionText.ParseText };
        var codec = new Option<string>("--codec") { Description = $"How what is in the file is packed: {Codecs}; the first unless given", HelpName = "NAME", CustomParser = OptionText.ParseText };
        var names = new Option<string>("--qlog-names") { Description = "What events are called in qlog: viewers, as qvis looks for them (the default), or ietf, as the drafts have them", HelpName = "NAMES", CustomParser = OptionText.ParseText };
        names.CompletionSources.Add(s_names);
        var command = new Command("export", "Writes events of a store, or of a directory of traces, in other programs' formats.") { filter, databasePath, inputDirectory, format, file, codec, names };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(databasePath) is null) == (result.GetResult(inputDirectory) is null))
            {
                result.AddError("Events come from a store or from a directory of traces: give --db-path or --input-dir.");
            }

            if (result.GetResult(format)?.Tokens is [{ Value: var name }] && TraceExport.Find(name) is null)
            {
                result.AddError($"--format: nothing can be exported as '{name}'; there are {Formats}.");
            }
            else if (result.GetResult(format)?.Tokens is [{ Value: var known }] && result.GetResult(codec)?.Tokens is [{ Value: var packed }] &&
                !TraceExport.Find(known)!.Codecs.Contains(packed, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"--codec: {known} is not packed as '{packed}'; there is {Codecs}.");
            }

            if (result.GetResult(names)?.Tokens is [{ Value: var form }])
            {
                if (!s_names.Contains(form, StringComparer.OrdinalIgnoreCase))
                {
                    result.AddError($"--qlog-names: there is no '{form}'; there are {string.Join(", ", s_names)}.");
                }
                else if (result.GetResult(format)?.Tokens is [{ Value: var other }] && !other.EndsWith("qlog", StringComparison.OrdinalIgnoreCase))
                {
                    result.AddError($"--qlog-names says nothing for '{other}': it is for qlog and sqlog.");
                }
            }

            if (result.GetResult(file) is null && !Console.IsOutputRedirected)
            {
                result.AddError("A terminal is no place for an export: give --output, or pipe it.");
            }
        });
        command.SetAction(parsed => CommandRun.Of(error, cancellation =>
        {
            IExporter exporter = Exporter(parsed.GetRequiredValue(format), parsed.GetValue(codec), parsed.GetValue(names));
            ExportRun run = new(exporter, parsed.GetValue(filter) ?? "", parsed.GetValue(file), error);
            return parsed.GetValue(databasePath) is { } path
                ? run.OfStore(path, cancellation)
                : run.OfDirectory(parsed.GetRequiredValue(inputDirectory), cancellation);
        }));
        return command;
    }

    private static string Formats => string.Join(", ", TraceExport.Exporters.Select(static exporter => exporter.Format));

    private static string Codecs => string.Join("; ", TraceExport.Exporters.Where(static exporter => exporter.Codecs.Count > 0)
        .Select(static exporter => $"{string.Join(", ", exporter.Codecs)} ({exporter.Format})"));

    private static IExporter Exporter(string format, string? codec, string? names) =>
        TraceExport.Find(format, new ExportOptions { Codec = codec, QlogNames = names is null ? default : Enum.Parse<QlogNames>(names, ignoreCase: true) })!;
}
