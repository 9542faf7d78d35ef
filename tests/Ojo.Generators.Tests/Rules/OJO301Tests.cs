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

    private const string Overridden = """
        public abstract class Base
        {
            protected abstract void RecordLag(TimeSpan lag);
            public void Measure(TimeSpan lag) => RecordLag(lag);
        }
        public partial class Connection(Tracer tracer, [FlowId] uint id) : Base
        {
            [TraceEvent(Retired = "0.3")] protected override partial void RecordLag(TimeSpan lag);

        """;

    [Theory]
    [InlineData("    public void Run(TimeSpan lag) => ⟦RecordLag(lag)⟧;\n}")]
    [InlineData("    public void Run(Connection other, TimeSpan lag) { ⟦other.RecordLag(lag)⟧; }\n}")]
    [InlineData("    public Action<TimeSpan> Run() => ⟦RecordLag⟧;\n}")]
    [InlineData("}\npublic sealed class Derived(Tracer tracer) : Connection(tracer, 1)\n{\n    public void Run(TimeSpan lag) => ⟦base.RecordLag(lag)⟧;\n}")]
    public Task A_call_of_an_override_is_flagged_where_it_is(string rest) => Flagged(
        Overridden + rest, "'Connection.RecordLag(TimeSpan)' is obsolete: 'LAG was retired in 0.3; it is declared so that old traces can be read.'");

    [Fact]
    public Task An_override_has_the_name_that_it_was_given_in_the_message() => Flagged(
        Overridden.Replace("(Retired", "(Name = \"DELAY\", Retired", StringComparison.Ordinal) + "    public void Run(TimeSpan lag) => ⟦RecordLag(lag)⟧;\n}",
        "'Connection.RecordLag(TimeSpan)' is obsolete: 'DELAY was retired in 0.3; it is declared so that old traces can be read.'");

    [Theory]
    [InlineData("    #pragma warning disable OJO301\n    public void Run(TimeSpan lag) => RecordLag(lag);\n}")]
    [InlineData("    [Obsolete] public void Run(TimeSpan lag) => RecordLag(lag);\n}")]
    [InlineData("    public static string Run() => nameof(RecordLag);\n}")]
    [InlineData("}\n[Obsolete] public sealed class Derived(Tracer tracer) : Connection(tracer, 1)\n{\n    public void Run(TimeSpan lag) => RecordLag(lag);\n}")]
    public Task A_call_of_an_override_from_what_is_obsolete_or_silenced_is_right(string rest) => NotFlagged(Overridden + rest);

    [Fact]
    public Task A_call_of_an_override_whose_base_is_retired_too_is_flagged_once_and_nothing_is_said_of_the_override() => Flagged("""
        public partial class Base(Tracer tracer, [FlowId] uint id)
        {
            [TraceEvent(Retired = "0.3")] public virtual partial void RecordLag(TimeSpan lag);
        }
        public sealed partial class Connection(Tracer tracer) : Base(tracer, 1)
        {
            [FlowId] private readonly uint _id = 2;
            private readonly Tracer _tracer = tracer;
            [TraceEvent(Name = "OWN_LAG", Retired = "0.3")] public override partial void RecordLag(TimeSpan lag);
            public void Run(TimeSpan lag) => ⟦RecordLag(lag)⟧;
        }
        """);

    [Fact]
    public Task A_recorder_that_implements_an_interface_is_flagged_where_it_is_called_itself() => Flagged("""
        public interface ILag { void RecordLag(TimeSpan lag); }
        public sealed partial class Connection(Tracer tracer, [FlowId] uint id) : ILag
        {
            [TraceEvent(Retired = "0.3")] public partial void RecordLag(TimeSpan lag);
            public void Run(ILag any, TimeSpan lag) { any.RecordLag(lag); ⟦RecordLag(lag)⟧; }
        }
        """);

    [Fact]
    public Task An_event_that_is_not_retired_is_right() => NotFlagged(
        Declaration.Replace(", Retired = \"0.3\"", "", StringComparison.Ordinal) + "    public void Measure(TimeSpan lag) => RecordLag(lag);\n}");
}
