using System.CommandLine;
using System.Text;
using Microsoft.CodeAnalysis;
using Ojo.Catalogue;
using Ojo.Cli.Rows;
using Ojo.Watcher;
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
        var header = new Option<bool>("--c-header") { Description = "Print a header in C, by which other programs write the same events" };
        var command = new Command("schema", "Prints which events there are, with their fields and where their bits are.") { path, format, header, CreateDiff(output, error), CreateCheck(output, error) };
        command.Validators.Add(result =>
        {
            if (result.GetResult(format) is not null && result.GetResult(header) is not null)
            {
                result.AddError("Two things cannot be printed at once: leave out --json or --c-header.");
            }
        });
        command.SetAction(parsed => CommandRun.Of(error, cancellation =>
        {
            IReadOnlyList<EventDescriptor> events = SchemaSource.Read(parsed.GetRequiredValue(path), cancellation);
            if (parsed.GetValue(header))
            {
                output.Write(CHeader.Of(events, one => CommandRun.Say(error, $"{EventText.IdOf(one)} of {one.Provider} is declared in two ways; the one called {one.Name} is left out.")));
            }
            else if (parsed.GetValue(format))
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

    private static Command CreateCheck(TextWriter output, TextWriter error)
    {
        var path = new Argument<string>("PATH") { Description = Places, CustomParser = OptionText.ParseText };
        var locks = new Argument<string[]>("LOCK") { Description = "The events.lock of a project that declares them", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Says what of the events is otherwise than locks have it, by the rules of a build; exit code 0 if no trace would be misread, else 1.") { path, locks };
        command.SetAction(parsed => CommandRun.Of(error, cancellation =>
        {
            string name = parsed.GetRequiredValue(path);
            IReadOnlyList<Diagnostic> said = SchemaLock.Check(name, SchemaSource.Read(name, cancellation), parsed.GetRequiredValue(locks));
            foreach (Diagnostic one in said)
            {
                output.WriteLine(PrintableText.Of(SchemaLock.Text(one)));
            }

            return said.Any(SchemaLock.IsError) ? ExitCode.Failed : ExitCode.Ok;
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
