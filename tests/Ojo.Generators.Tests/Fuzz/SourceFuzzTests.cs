extern alias generators;

using System.Collections.Immutable;
using generators::Ojo.Generators.Parsing;
using generators::Ojo.Generators.Rules;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Fuzz;

/// <summary>Whatever the C# looks like while it is typed, the parser, the generator and the analyzers come to an end without a fault.</summary>
public sealed class SourceFuzzTests
{
    private static readonly Project s_project = new();
    private static readonly CSharpCompilation s_empty = s_project.Compile();

    [Fact]
    public void No_source_makes_the_parser_the_generator_or_an_analyzer_throw()
    {
        var inputs = new SourceMutations(FuzzSeeds.Sources);
        int declared = 0;
        int tried = FuzzRun.Try("sources", share: 10, inputs.Make, text =>
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText(text, s_project.ParseOptions, "Source.cs");
            CSharpCompilation compilation = s_empty.AddSyntaxTrees(tree);
            declared += Parse(compilation, tree) > 0 ? 1 : 0;
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new OjoGenerator().AsSourceGenerator()], parseOptions: s_project.ParseOptions)
                .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> said);
            Assert.Empty(said);
            Assert.Null(driver.GetRunResult().Results.Single().Exception);
            ImmutableArray<Diagnostic> found = output
                .WithAnalyzers(Diagnosis.Analyzers, new AnalyzerOptions([], s_project.Options()))
                .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
            Assert.DoesNotContain(found, static diagnostic => diagnostic.Id is "OJO903" or "AD0001");
            Assert.All(found, static diagnostic => Assert.InRange(diagnostic.Location.SourceSpan.End, 0, diagnostic.Location.SourceTree!.Length));
        });
        Assert.True(tried == 1 || declared > tried / 3, $"Of {tried} inputs only {declared} declare an event.");
    }

    /// <summary>The generator leaves out what its parser throws at, so the parser is asked here without it. Returns how many events there are.</summary>
    private static int Parse(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        int events = 0;
        foreach (MethodDeclarationSyntax syntax in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(syntax) is { } method && TraceEventSymbols.FindTraceEvent(method) is not null)
            {
                var findings = new Findings();
                MethodParser.Parse(method, syntax, compilation, findings, CancellationToken.None);
                foreach (Diagnostic diagnostic in findings.Diagnostics)
                {
                    Assert.NotEqual("", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
                    Assert.True(diagnostic.Location.SourceSpan.End <= tree.Length);
                }

                events++;
            }
        }

        return events;
    }
}
