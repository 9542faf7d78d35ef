extern alias generators;

using System.Globalization;
using System.Text;
using generators::Ojo.Generators;
using generators::Ojo.Generators.Analysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ojo.Benchmarks.Generation;

namespace Ojo.Benchmarks;

/// <summary>What the generator costs a build and a keystroke, beside the generator of [LoggerMessage].</summary>
internal static class GeneratorMeasurement
{
    private const int Rounds = 15;
    private const int Events = 1_000;

    private static readonly Func<DeclaringProject, int, DeclaringProject> s_yaml = static (project, round) => project.EditFile("A packet of", Text($"Packet {round} of"));
    private static readonly Func<DeclaringProject, int, DeclaringProject> s_declaration = static (project, round) => project.EditCode("Description = \"A", Text($"Description = \"Edit {round}, a"));
    private static readonly Func<DeclaringProject, int, DeclaringProject> s_message = static (project, round) => project.EditCode("Information, \"A", Text($"Information, \"Edit {round}, a"));

    private static readonly Func<DeclaringProject, int, DeclaringProject> s_keystroke = static (project, round) => project.EditCode(DeclaringProject.UnrelatedStatement, Text($"return {round} + 2;"));

    public static void Run(TextWriter output)
    {
        var ojo = new GeneratorTiming(new OjoGenerator());
        GeneratorTiming? peer = LoggerMessagePeer.Find() is { } generator ? new GeneratorTiming(generator) : null;

        output.WriteLine("Milliseconds by the compiler's clock for generators: the median of 15 rounds, and in parentheses that of the thread's own time. The");
        output.WriteLine("compiler parses what they write when it first asks for it, and only what has changed; that is not in it. An event has three fields;");
        output.WriteLine("twenty are in a class, a file and a category, unless it says otherwise.");
        output.WriteLine();
        output.WriteLine("| first generation | 1 | 100 | 1,000 | bar for 1,000 |");
        output.WriteLine("|---|---|---|---|---|");
        Cold(output, "**Ojo**, methods", ojo, static events => DeclaringProject.Methods(events), "< 250");
        Cold(output, "**Ojo**, events files", ojo, static events => DeclaringProject.Yaml(events), "< 250");
        Cold(output, "**Ojo**, half and half", ojo, DeclaringProject.Mixed, "< 250");
        Cold(output, "LoggerMessage", peer, DeclaringProject.LoggerMessages, "");

        output.WriteLine();
        output.WriteLine(Text($"| after an edit, {Events:N0} events | best | median | bar | steps and outputs made anew |"));
        output.WriteLine("|---|---|---|---|---|");
        DeclaringProject mixed = DeclaringProject.Mixed(Events);
        DeclaringProject methods = DeclaringProject.Methods(Events);
        DeclaringProject messages = DeclaringProject.LoggerMessages(Events);
        Edit(output, "**Ojo**, a description in an events file, half and half", ojo, mixed, s_yaml, "< 50");
        Edit(output, "**Ojo**, a description in an events file, all in it", ojo, DeclaringProject.Yaml(Events, Events), s_yaml, "< 50");
        Edit(output, "**Ojo**, a description in C#, half and half", ojo, mixed, s_declaration, "");
        Edit(output, "**Ojo**, a description in C#, all methods", ojo, methods, s_declaration, "");
        Edit(output, "**Ojo**, a description in C#, all in one class", ojo, DeclaringProject.Methods(Events, Events), s_declaration, "");
        Edit(output, "LoggerMessage, a message", peer, messages, s_message, "");
        Edit(output, "**Ojo**, a keystroke in another method, half and half", ojo, mixed, s_keystroke, "0 made anew");
        Edit(output, "**Ojo**, a keystroke in another method, all methods", ojo, methods, s_keystroke, "0 made anew");
        Edit(output, "LoggerMessage, a keystroke in another method", peer, messages, s_keystroke, "");

        output.WriteLine();
        output.WriteLine(Text($"The analyzer that checks the declarations, {Events:N0} events, milliseconds of its own, median of {Rounds} rounds: {Analyzer(methods):F0} for methods, {Analyzer(DeclaringProject.Yaml(Events)):F0} for events files."));
    }

    private static void Cold(TextWriter output, string name, GeneratorTiming? timing, Func<int, DeclaringProject> project, string bar)
    {
        if (timing is null)
        {
            output.WriteLine($"| {name} | not found: the SDK's packs are not beside the runtime | | | |");
            return;
        }

        var row = new StringBuilder(Text($"| {name} |"));
        foreach (int events in (int[])[1, 100, Events])
        {
            GeneratorTime time = timing.Cold(() => project(events));
            row.Append(Text($" {time.Median:F1} ({time.Own:F1}) |"));
        }

        output.WriteLine(row.Append(Text($" {bar} |")));
    }

    private static void Edit(
        TextWriter output, string name, GeneratorTiming? timing, DeclaringProject project, Func<DeclaringProject, int, DeclaringProject> edit, string bar)
    {
        if (timing is null)
        {
            output.WriteLine($"| {name} | not found | | | |");
            return;
        }

        GeneratorTime time = timing.After(project, edit);
        (int anew, int all) = timing.Outcome(project, edit);
        output.WriteLine(Text($"| {name} | {time.Best:F1} | {time.Median:F1} ({time.Own:F1}) | {bar} | {anew} of {all} |"));
    }

    private static double Analyzer(DeclaringProject project)
    {
        double[] times = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            var analyzer = new EventAnalyzer();
            var analysis = new CompilationWithAnalyzers(
                project.Compilation.Clone(),
                [analyzer],
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions(project.Files, new EveryFileDeclares()), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
            times[round] = analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Rounds / 2];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
