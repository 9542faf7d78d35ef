extern alias generators;

using System.Collections.Immutable;
using generators::Ojo.Generators.Analysis;
using generators::Ojo.Generators.Parsing.Locks;
using generators::Ojo.Generators.Parsing.Yaml;
using generators::Ojo.Generators.Rules;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Robustness;

/// <summary>Whatever stands in a file or in the source while somebody types, nothing throws and every place lies in the text.</summary>
public sealed class HostileInputTests
{
    private const string Source = """
        using Ojo;
        namespace Game;
        public enum Why : sbyte { A = -1, B = 1 }
        public partial class Connection(Tracer? tracer, [FlowId] uint id)
        {
            [TraceEvent(0x10001, Category = "Packet", Role = EventRole.PacketSent)]
            private partial void RecordProbeSent(ulong packetNumber, [TraceField(Bits = 3)] Why why, System.TimeSpan time);
            [TraceEvent(Flow = false)] public static partial void RecordStarted(Tracer tracer, in bool flag);
            public partial struct Inner { [TraceEvent] public partial void RecordX([FlowId] ushort f, Tracer t); }
        }
        """;

    [Fact]
    public void Spoiled_events_files_are_read_to_the_end()
    {
        string original = Repository.Read("tests", "Ojo.Generators.Tests", "events.yaml");
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            string text = Mutation.Of(original, random);
            var findings = new Findings();
            EventFileParser.Parse("events.yaml", SourceText.From(text), isOjo: false, findings);
            refused += findings.Count > 0 ? 1 : 0;
            Assert.All(findings.Diagnostics, diagnostic => Assert.InRange(diagnostic.Location.SourceSpan.End, 0, text.Length));
        }

        // Most spoiled files are wrong, and some are still right: both paths were taken.
        Assert.InRange(refused, 1000, 4999);
    }

    [Fact]
    public void Spoiled_locks_are_read_to_the_end()
    {
        string original = Repository.Read("events.lock");
        int lines = original.Split('\n').Length;
        var random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            string text = Mutation.Of(original, random);
            var findings = new Findings();
            IReadOnlyList<LockEntry> entries = LockFileParser.Parse("events.lock", SourceText.From(text), findings);
            refused += findings.Count > 0 ? 1 : 0;
            Assert.All(findings.Diagnostics, diagnostic => Assert.InRange(diagnostic.Location.SourceSpan.End, 0, text.Length));
            Assert.All(entries, static entry => Assert.StartsWith("a flow", PayloadShape.Describe(entry.Shape), StringComparison.Ordinal));

            // At most five lines are spoiled, each of which may have become two or joined the next.
            Assert.InRange(entries.Count, lines - 20, lines);
        }

        Assert.InRange(refused, 500, 1999);
    }

    [Theory]
    [InlineData("[", 200_000)]
    [InlineData("{a: ", 50_000)]
    [InlineData("- ", 20_000)]
    [InlineData("? ", 20_000)]
    public void Depth_without_end_is_refused_and_overflows_no_stack(string opening, int depth)
    {
        var findings = new Findings();
        EventFileParser.Parse("events.yaml", SourceText.From(string.Concat(Enumerable.Repeat(opening, depth))), isOjo: false, findings);
        Assert.NotEqual(0, findings.Count);
    }

    [Fact]
    public async Task Spoiled_sources_are_generated_from_and_analysed_without_a_fault()
    {
        var random = new Random(2);
        for (int i = 0; i < 150; i++)
        {
            Project project = Project.With(Mutation.Of(Source, random));
            GeneratorDriver driver = GeneratorRun.Driver(project, new OjoGenerator()).RunGeneratorsAndUpdateCompilation(
                project.Compile(), out Compilation output, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
            Assert.Empty(diagnostics);
            Assert.Null(driver.GetRunResult().Results.Single().Exception);
            ImmutableArray<Diagnostic> found = await output
                .WithAnalyzers([new EventAnalyzer()], new AnalyzerOptions([], project.Options()))
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(found, static diagnostic => diagnostic.Id is "OJO903" or "AD0001");
        }
    }
}
