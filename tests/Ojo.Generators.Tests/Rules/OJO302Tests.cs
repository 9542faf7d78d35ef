using System.Globalization;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO302Tests
{
    private const string Type = """
        using Ojo;
        [assembly: System.CLSCompliant(false)]
        public partial class Connection(Tracer tracer, [FlowId] uint id)
        {
            [TraceEvent] private partial void RecordSent(ulong number);
            [TraceEvent] MODIFIER partial void RecordLost(ulong number);
            public void Run() { RecordSent(1); MORE }
        }
        """;

    [Theory]
    [InlineData("private")]
    [InlineData("internal")]
    [InlineData("private protected")]
    public async Task A_recorder_that_nobody_calls_is_flagged_at_its_name(string modifier)
    {
        Diagnostic one = Assert.Single(await Said(Declaring(modifier, "")));
        Assert.Equal("OJO302", one.Id);
        Assert.Equal("RecordLost", one.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(one.Location.SourceSpan));
        Assert.Equal(
            "'RecordLost' is never called in this project, so its event is never recorded; record it, or remove the declaration",
            one.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Nothing_is_said_unless_it_is_asked_for() => Assert.Empty(await Diagnosis.Of(Project.With(Declaring("private", ""))));

    [Theory]
    [InlineData("public")]
    [InlineData("protected")]
    [InlineData("protected internal")]
    public async Task A_recorder_that_others_may_call_is_right(string modifier) => Assert.Empty(await Said(Declaring(modifier, "")));

    [Theory]
    [InlineData("RecordLost(2);")]
    [InlineData("System.Action<ulong> record = RecordLost; record(3);")]
    [InlineData("void Later() => RecordLost(2); Later();")]
    public async Task A_recorder_that_is_called_or_passed_on_is_right(string call) => Assert.Empty(await Said(Declaring("private", call)));

    [Fact]
    public async Task An_extension_method_that_is_called_is_right() => Assert.Empty(await Said("""
        using Ojo;
        internal static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            public static void Run(Tracer tracer) => tracer.RecordPing(1);
        }
        """));

    [Fact]
    public async Task A_friend_may_call_what_is_internal() => Assert.Empty(await Said(
        Declaring("internal", "").Replace("[assembly:", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")]\n[assembly:", StringComparison.Ordinal)));

    [Fact]
    public async Task A_retired_event_is_not_to_be_recorded() => Assert.Empty(await Said(
        Declaring("private", "").Replace("[TraceEvent] private partial void RecordLost", "[TraceEvent(Retired = \"0.2\")] private partial void RecordLost", StringComparison.Ordinal)));

    [Fact]
    public async Task A_pragma_silences_it() => Assert.Empty(await Said("#pragma warning disable OJO302\n" + Declaring("private", "")));

    private static string Declaring(string modifier, string more) =>
        Type.Replace("MODIFIER", modifier, StringComparison.Ordinal).Replace("MORE", more, StringComparison.Ordinal);

    private static Task<IReadOnlyList<Diagnostic>> Said(string source) =>
        Diagnosis.Of(Project.With(source).Severity("OJO302", ReportDiagnostic.Warn));
}
