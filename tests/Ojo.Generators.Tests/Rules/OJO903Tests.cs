extern alias generators;

using System.Collections.Immutable;
using generators::Ojo.Generators.Analysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO903Tests
{
    private const string Source = """
        using Ojo;
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """;

    [Fact]
    public async Task A_file_that_cannot_be_read_is_flagged_and_takes_nothing_else_with_it()
    {
        Project project = Project.With(Source);
        ImmutableArray<AdditionalText> files = [new BrokenFile()];
        var options = new EventFileOptions(["broken.yaml"], [], new Dictionary<string, string>());
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new OjoGenerator().AsSourceGenerator()], files, project.ParseOptions, options);
        driver.RunGeneratorsAndUpdateCompilation(
            project.Compile(), out Compilation output, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        Assert.DoesNotContain(output.GetDiagnostics(TestContext.Current.CancellationToken), static d => d.Severity == DiagnosticSeverity.Error);

        ImmutableArray<Diagnostic> found = await output
            .WithAnalyzers([new EventAnalyzer()], new AnalyzerOptions(files, options))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Diagnostic diagnostic = Assert.Single(found);
        Assert.Equal("OJO903", diagnostic.Id);
        Assert.Equal("broken.yaml", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(
            "Ojo failed on broken.yaml: The disk went away. Please report it, with the declaration",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_file_that_can_is_not() => Assert.Empty(
        await Diagnosis.Of(Project.With(Source).Events("namespace: Game\nclass: GameEvents\nevents: []\n")));

    private sealed class BrokenFile : AdditionalText
    {
        public override string Path => "broken.yaml";

        public override SourceText GetText(CancellationToken cancellationToken = default) => throw new IOException("The disk went away.");
    }
}
