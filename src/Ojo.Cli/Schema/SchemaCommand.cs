using System.CommandLine;
using System.Text;
using Ojo.Catalogue;
using Ojo.Cli.Rows;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Schema;

/// <summary>The command that prints which events there are, and compares two such lists.</summary>
internal static class SchemaCommand
{
    private const string Places = "A schema file, a directory of traces, or a store";

    public static Command Create(TextWriter output, TextWriter error)
    {
        var path = new Argument<string>("PATH") { Description = Places, CustomParser = OptionText.ParseText };
        var format = new Option<bool>("--json") { Description = "Print a schema document, as a tracer writes it" };
        var command = new Command("schema", "Prints which events there are, with their fields and where their bits are.") { path, format, CreateDiff(output, error) };
        command.SetAction(parsed => CommandRun.Of(error, cancellation =>
        {
            IReadOnlyList<EventDescriptor> events = SchemaSource.Read(parsed.GetRequiredValue(path), cancellation);
            if (parsed.GetValue(format))
            {
                output.WriteLine(Encoding.UTF8.GetString(new SchemaDocument { Events = events }.ToJson()));
            }
            else
            {
                Print(events, output);
            }

            return ExitCode.Ok;
        }));
        return command;
    }

    private static Command CreateDiff(TextWriter output, TextWriter error)
    {
        var before = new Argument<string>("A") { Description = Places, CustomParser = OptionText.ParseText };
        var after = new Argument<string>("B") { Description = Places, CustomParser = OptionText.ParseText };
        var command = new Command("diff", "Says which events of A are missing in B, new in it, or read otherwise; exit code 0 if none is, else 1.") { before, after };
        command.SetAction(parsed => CommandRun.Of(error, cancellation =>
        {
            IReadOnlyList<string> lines = SchemaDifference.Of(
                SchemaSource.Read(parsed.GetRequiredValue(before), cancellation), SchemaSource.Read(parsed.GetRequiredValue(after), cancellation));
            foreach (string line in lines)
            {
                output.WriteLine(line);
            }

            return lines.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        }));
        return command;
    }

    private static void Print(IReadOnlyList<EventDescriptor> events, TextWriter output)
    {
        TableRowWriter table = new(output);
        table.Begin(["id", "provider", "name", "category", "level", "fields"]);
        foreach (EventDescriptor one in events)
        {
            table.Write([EventText.IdOf(one), one.Provider, one.Name, one.Category, one.Level.ToString().ToLowerInvariant(), EventText.FieldsOf(one)]);
        }

        table.End();
    }
}
