extern alias generators;

using System.Collections.Immutable;
using generators::Ojo.Generators.Analysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ojo.Generators.Tests.Driving;

/// <summary>Everything that a build of a project says: the compiler about the code with what was generated, and the analyzers.</summary>
internal static class Diagnosis
{
    /// <summary>Every analyzer that the package brings.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [new EventAnalyzer(), new UsageAnalyzer(), new UnrecordedEventAnalyzer()];

    /// <summary>Every rule, in order of analyzers.</summary>
    public static IEnumerable<DiagnosticDescriptor> Rules => Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics);

    public static Task<IReadOnlyList<Diagnostic>> Of(Project project) => Of(project, GeneratorRun.Of(project));

    /// <summary>The same, where the generator has run already.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Of(Project project, GeneratorRun run)
    {
        CompilationWithAnalyzers analysis = run.Output.WithAnalyzers(
            Analyzers, new AnalyzerOptions(project.AdditionalTexts(), project.Options()));
        ImmutableArray<Diagnostic> all = await analysis.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. all
                .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
                .Where(static diagnostic => diagnostic.Id != "CS1591" || IsGenerated(diagnostic))
                .OrderBy(static diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Generated code has to be documented; the declarations of these tests have not.</summary>
    private static bool IsGenerated(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path.EndsWith(".g.cs", StringComparison.Ordinal);
}
