extern alias generators;

using System.Collections.Immutable;
using generators::Ojo.Generators.Analysis;
using generators::Ojo.Generators.Parsing.Locks;
using generators::Ojo.Generators.Parsing.Yaml;
using generators::Ojo.Generators.Rules;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.CodeFixes.Applying;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Robustness;

/// <summary>Whatever somebody is typing, a fix that is offered can be applied, and changes something.</summary>
public sealed class HostileFixTests
{
    private const string Events = """
        namespace: Game
        class: GameEvents
        enums:
          Why: { values: { timer: 1, tail: 2 } }
        events:
          - name: PING
            id: 0x00010001
            id: 0x00010002
            categry: "Flow control" # each
            flow: yes
            fields:
              - { name: packetNumber, type: u33, type: u16, bits: 17 }
              - name: why
                type: enum
                enum: Wyh
          - { name: pong-sent, id: 7, since: '0.3 b', level: debg }

        """;

    private const string Lock = "# all\nGame 0x00010001 PING active - flow\n<<<<<<< HEAD\nGame 0x00010002 PONG active 0.1 flow a:u8:8\nGame 0x00010002 PONG active 0.1 flow a:u8:8\n";

    private const string Source = """
        using Ojo;
        namespace Game;
        public class Connection(Tracer tracer, uint flowId)
        {
            [TraceEvent(0x1, Category = "Flow control", Name = "ping")] private partial bool Ping(ref int size);
            [TraceEvent(Flow = false, Provider = "ojo")] private partial void RecordPong([FlowId] int id, [TraceField(Bits = 9)] byte part);
            [TraceEvent] private void RecordPang([FlowId] uint one, [FlowId] uint two) { }
            [TraceEvent] public static partial void RecordPeng(Tracer tracer, uint flow);
            void Run() { int n = 1; Ping(ref n); RecordPeng(tracer, (uint)$"{n}".Length); }
        }
        """;

    private static readonly EventCodeFix[] s_fixes =
    [
        .. typeof(EventCodeFix).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(EventCodeFix)))
            .Select(static type => (EventCodeFix)Activator.CreateInstance(type)!),
    ];

    [Fact]
    public async Task Fixes_of_spoiled_events_files_can_be_applied()
    {
        var random = new Random(4);
        int applied = 0;
        for (int i = 0; i < 200; i++)
        {
            Project project = Project.WithEvents(Mutation.Of(Events, random));
            var findings = new Findings();
            EventFileParser.Parse("events.yaml", SourceText.From(project.EventFiles["events.yaml"]), isOjo: false, findings);
            applied += await ApplyEach(project, findings.Diagnostics);
        }

        Assert.InRange(applied, 500, int.MaxValue);
    }

    [Fact]
    public async Task Fixes_of_spoiled_locks_can_be_applied()
    {
        var random = new Random(5);
        int applied = 0;
        for (int i = 0; i < 100; i++)
        {
            Project project = Project.With("").Lock(Mutation.Of(Lock, random));
            var findings = new Findings();
            LockFileParser.Parse("events.lock", SourceText.From(project.Locks["events.lock"]), findings);
            applied += await ApplyEach(project, findings.Diagnostics);
        }

        Assert.InRange(applied, 50, int.MaxValue);
    }

    [Fact]
    public async Task Fixes_of_spoiled_sources_can_be_applied()
    {
        var random = new Random(6);
        int applied = 0;
        for (int i = 0; i < 20; i++)
        {
            Project project = Project.With(Mutation.Of(Source, random)).Lock(Mutation.Of(Lock, random));
            GeneratorDriver driver = GeneratorRun.Driver(project, new OjoGenerator());
            driver.RunGeneratorsAndUpdateCompilation(
                project.Compile(), out Compilation output, out _, TestContext.Current.CancellationToken);
            ImmutableArray<Diagnostic> found = await output
                .WithAnalyzers([new EventAnalyzer(), new UsageAnalyzer()], new AnalyzerOptions(project.AdditionalTexts(), project.Options()))
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            applied += await ApplyEach(project, found);
        }

        Assert.InRange(applied, 100, int.MaxValue);
    }

    private static async Task<int> ApplyEach(Project project, IEnumerable<Diagnostic> diagnostics)
    {
        int applied = 0;
        using var offering = new EditedProject(project);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            foreach (EventCodeFix fix in s_fixes)
            {
                foreach (CodeAction action in await offering.Offers(fix, diagnostic))
                {
                    using var edited = new EditedProject(project);
                    CodeAction same = (await edited.Offers(fix, diagnostic)).Single(one => one.EquivalenceKey == action.EquivalenceKey);
                    await edited.Apply(same);
                    Assert.False(await IsUnchanged(edited, project), $"'{action.Title}' changes nothing in:\n{string.Join('\n', project.Sources.Values.Concat(project.EventFiles.Values))}");
                    applied++;
                }
            }
        }

        return applied;
    }

    private static async Task<bool> IsUnchanged(EditedProject edited, Project project)
    {
        Project after = await edited.Read();
        return after.Sources.SequenceEqual(project.Sources) && after.EventFiles.SequenceEqual(project.EventFiles) && after.Locks.SequenceEqual(project.Locks);
    }
}
