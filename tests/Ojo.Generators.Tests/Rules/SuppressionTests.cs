extern alias generators;

using System.Collections.Immutable;
using generators::Ojo.Generators.Analysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class SuppressionTests
{
    private const string Wrong = """
        using Ojo;
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer);
        }
        """;

    [Fact]
    public async Task Without_anything_said_the_rule_speaks() => Assert.Equal(["OJO011"], await Ids(Project.With(Wrong), []));

    [Fact]
    public async Task A_pragma_silences_it()
    {
        string source = Wrong.Replace("    [", "#pragma warning disable OJO011\n    [", StringComparison.Ordinal);
        Assert.Empty(await Ids(Project.With(source), []));
    }

    [Fact]
    public async Task The_severity_of_an_editorconfig_holds()
    {
        Assert.Empty(await Ids(Project.With(Wrong), new Dictionary<string, ReportDiagnostic> { ["OJO011"] = ReportDiagnostic.Suppress }));
        Assert.Empty(await Ids(
            Project.WithEvents("namespace: Game\nclass: GameEvents\nevents: [{}]\n"),
            new Dictionary<string, ReportDiagnostic> { ["OJO103"] = ReportDiagnostic.Suppress }));
    }

    private static async Task<IEnumerable<string>> Ids(Project project, Dictionary<string, ReportDiagnostic> severities)
    {
        Compilation output = GeneratorRun.Of(project).Output;
        output = output.WithOptions(output.Options.WithSpecificDiagnosticOptions(severities));
        ImmutableArray<Diagnostic> found = await output
            .WithAnalyzers([new EventAnalyzer()], new AnalyzerOptions(project.AdditionalTexts(), project.Options()))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return found.Where(static d => !d.IsSuppressed).Select(static d => d.Id);
    }
}
