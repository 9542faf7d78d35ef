using System.Globalization;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

/// <summary>A rule that the compiler reports: one mistake, one message.</summary>
public sealed class OJO301Tests() : RuleTest("OJO301", DiagnosticSeverity.Warning)
{
    private const string Yaml = "namespace: Game\nclass: GameEvents\nevents: [{ name: TICK, retired: '0.3' }]\n";

    private const string Declaration = """
        public partial class Connection(Tracer tracer, [FlowId] uint id)
        {
            [TraceEvent(Category = "Net", Since = "0.1", Retired = "0.3")] private partial void RecordLag(TimeSpan lag);

        """;

    [Fact]
    public Task A_call_is_flagged_where_it_is() => Flagged(
        Declaration + "    public void Measure(TimeSpan lag) => ⟦RecordLag(lag)⟧;\n}",
        "'Connection.RecordLag(TimeSpan)' is obsolete: 'LAG was retired in 0.3; it is declared so that old traces can be read.'");

    [Fact]
    public Task A_call_of_an_events_files_recorder_is_flagged()
    {
        Markup markup = Markup.Parse("using Ojo; using Game; class Loop { void Run(Tracer tracer) => ⟦tracer.RecordTick(1)⟧; }");
        return Expect(Project.WithEvents(Yaml).Source(markup.Text), markup, "Source.cs");
    }

    [Fact]
    public async Task The_message_leads_to_the_page()
    {
        Diagnostic one = Assert.Single(await Diagnosis.Of(Project.WithEvents(Yaml).Source("using Ojo; using Game; class Loop { void Run(Tracer tracer) => tracer.RecordTick(1); }")));
        Assert.Equal("https://github.com/ojo-trace/ojo/blob/main/docs/diagnostics/OJO301.md", one.Descriptor.HelpLinkUri);
        Assert.DoesNotContain("CS0618", one.ToString(), StringComparison.Ordinal);
        Assert.Contains("TICK was retired in 0.3", one.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_pragma_silences_it() => NotFlagged(Declaration + """
            #pragma warning disable OJO301
            public void Measure(TimeSpan lag) => RecordLag(lag);
        }
        """);

    [Fact]
    public async Task The_severity_of_an_editorconfig_holds()
    {
        Project project = Project.WithEvents(Yaml).Source("using Ojo; using Game; class Loop { void Run(Tracer tracer) => tracer.RecordTick(1); }");
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await Diagnosis.Of(project.Severity("OJO301", ReportDiagnostic.Error))).Severity);
        Assert.Empty(await Diagnosis.Of(project.Severity("OJO301", ReportDiagnostic.Suppress)));
    }

    [Fact]
    public Task Reading_a_retired_event_is_right() => NotFlagged(
        Declaration + "    public static bool Is(Ojo.Format.TraceEvent e) => LagEvent.TryDecode(e, out _);\n}");

    [Fact]
    public Task An_event_that_is_not_retired_is_right() => NotFlagged(
        Declaration.Replace(", Retired = \"0.3\"", "", StringComparison.Ordinal) + "    public void Measure(TimeSpan lag) => RecordLag(lag);\n}");
}
