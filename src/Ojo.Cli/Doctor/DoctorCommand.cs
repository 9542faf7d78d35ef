using System.CommandLine;
using System.Text.Json;
using Ojo.Watcher;
using Ojo.Watcher.CommandLine;

namespace Ojo.Cli.Doctor;

/// <summary>The command that looks at a tracer's directory and a store, and says what is wrong and what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var inputDirectory = new Option<string>("--input-dir") { Description = "A tracer's directory, or the 'output' in it", HelpName = "DIR", CustomParser = OptionText.ParseText };
        var databasePath = new Option<string>("--db-path") { Description = "The store, a file or a directory", HelpName = "PATH", CustomParser = OptionText.ParseText };
        var json = new Option<bool>("--json") { Description = "Print one object on standard output" };
        var command = new Command("doctor", "Looks at a tracer's directory and a store, and says what is wrong and what to do; exit code 0 if nothing is, else 1.")
        {
            inputDirectory, databasePath, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(inputDirectory) is null && result.GetResult(databasePath) is null)
            {
                result.AddError("There is nothing to look at: give --input-dir, --db-path or both.");
            }
        });
        command.SetAction(parsed => CommandRun.Of(error, cancellation =>
        {
            List<Finding> findings = [];
            if (parsed.GetValue(inputDirectory) is { } directory)
            {
                findings.AddRange(DirectoryExamination.Of(directory, cancellation));
            }

            if (parsed.GetValue(databasePath) is { } path)
            {
                findings.AddRange(StoreExamination.Of(path, cancellation));
            }

            output.Write(parsed.GetValue(json) ? Json(findings) : string.Concat(findings.Select(Text)));
            return findings.Exists(static finding => finding.IsWrong) ? ExitCode.Failed : ExitCode.Ok;
        }));
        return command;
    }

    private static string Text(Finding finding) =>
        $"{(finding.IsWrong ? "wrong" : "fine ")}  {PrintableText.Of(finding.What)}\n{(finding.Advice is { } advice ? $"       {PrintableText.Of(advice)}\n" : "")}";

    private static string Json(List<Finding> findings) => JsonSerializer.Serialize(new
    {
        healthy = !findings.Exists(static finding => finding.IsWrong),
        findings = findings.Select(static finding => new { wrong = finding.IsWrong, what = finding.What, advice = finding.Advice }),
    }) + "\n";
}
