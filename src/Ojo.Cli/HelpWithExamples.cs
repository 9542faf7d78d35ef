using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ojo.Cli;

/// <summary>Help as it is, and below it how the command is used.</summary>
/// <param name="help">What prints the rest.</param>
/// <param name="examples">The examples, by the command's name.</param>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyDictionary<string, string[]> examples) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (examples.TryGetValue(parseResult.CommandResult.Command.Name, out string[]? lines))
        {
            output.WriteLine("Examples:");
            foreach (string line in lines)
            {
                output.WriteLine($"  {line}");
            }

            output.WriteLine();
        }

        return code;
    }
}
