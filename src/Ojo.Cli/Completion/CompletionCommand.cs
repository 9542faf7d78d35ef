using System.CommandLine;
using System.Reflection;

namespace Ojo.Cli.Completion;

/// <summary>The command that prints what a shell needs to complete the others.</summary>
internal static class CompletionCommand
{
    // What each shell calls itself, and the script, which asks the program at each key.
    private static readonly (string Shell, string Script)[] s_shells = [("bash", "ojo.bash"), ("zsh", "ojo.zsh"), ("fish", "ojo.fish"), ("pwsh", "ojo.ps1")];

    private static string Shells => string.Join(", ", s_shells.Select(static one => one.Shell));

    public static Command Create(TextWriter output)
    {
        var shell = new Argument<string>("SHELL") { Description = $"The shell: {Shells}" };
        shell.CompletionSources.Add([.. s_shells.Select(static one => one.Shell)]);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && ScriptOf(word) is null)
            {
                result.AddError($"'{word}' is no shell that is known here; there are {Shells}.");
            }
        });
        var command = new Command("completion", "Prints a script by which a shell completes commands, options and formats.") { shell };
        command.SetAction(parsed =>
        {
            using Stream script = Assembly.GetExecutingAssembly().GetManifestResourceStream(ScriptOf(parsed.GetRequiredValue(shell))!)!;
            using StreamReader reader = new(script);
            output.Write(reader.ReadToEnd());
            return ExitCode.Ok;
        });
        return command;
    }

    private static string? ScriptOf(string shell) => s_shells.FirstOrDefault(one => one.Shell == shell).Script;
}
