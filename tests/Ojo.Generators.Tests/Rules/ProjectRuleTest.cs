using System.Globalization;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

/// <summary>What the test class of a rule about the project is made of: its message has no place in a file.</summary>
/// <param name="id">The rule.</param>
/// <param name="severity">How bad what it finds is.</param>
public abstract class ProjectRuleTest(string id, DiagnosticSeverity severity)
{
    private protected const string Yaml = "namespace: Game\nclass: GameEvents\nevents: [{ name: TICK, category: Game, fields: [{ name: why, type: enum, values: { a: 1 } }] }]\n";

    private protected const string Methods = """
        using Ojo;
        namespace Net
        {
            public partial class Connection
            {
                private readonly Tracer _tracer = Tracer.Create();
                [FlowId] private readonly uint _flowId = 1;
                [TraceEvent(Category = "Packet")] private partial void RecordSent(ulong number);
                [TraceEvent(Category = "Packet")] internal partial void RecordLost(ulong number);
                public void Run() { if (IsSentEnabled) { RecordSent(1); RecordLost(2); } }
                public static bool Is(Ojo.Format.TraceEvent e) { return SentEvent.TryDecode(e, out SentEvent sent) && sent.Number > 1; }
            }
        }
        """;

    private protected const string Calls = """
        using Ojo;
        using Game;
        namespace Net
        {
            public static class Loop
            {
                public static void Run(Tracer tracer) { if (tracer.IsTickEnabled()) { tracer.RecordTick(1, TickWhy.A); } }
                public static bool Is(Ojo.Format.TraceEvent e) { return GameEvents.TickEvent.TryDecode(e, out GameEvents.TickEvent tick) && tick.Why == TickWhy.A; }
            }
        }
        """;

    /// <summary>Asserts that a build says these messages of the rule, and nothing else.</summary>
    private protected async Task Expect(Project project, params string[] messages)
    {
        IReadOnlyList<Diagnostic> all = await Diagnosis.Of(project);
        Assert.Equal(messages.Order(StringComparer.Ordinal), all.Select(static one => one.GetMessage(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));
        Assert.All(all, one => Assert.Equal((id, severity, LocationKind.None), (one.Id, one.Severity, one.Location.Kind)));
    }
}
