using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class FlowIdFixTests() : FixTest(new FlowIdFix())
{
    private const string Two = "[FlowId] uint first, [FlowId] uint second";

    [Theory]
    [InlineData("[FlowId] uint first, uint second", "Take [FlowId] off 'second'")]
    [InlineData("uint first, [FlowId] uint second", "Take [FlowId] off 'first'")]
    public Task One_of_two_flow_ids_becomes_a_field(string after, string title) => Fixes(
        "OJO012", Project.With(Events("[TraceEvent]", Two)), Project.With(Events("[TraceEvent]", after)), title);

    [Fact]
    public Task Other_attributes_stay() => Fixes(
        "OJO012",
        Project.With(Events("[TraceEvent]", "[FlowId] uint first, [FlowId, TraceField(Unit = \"x\")] uint second")),
        Project.With(Events("[TraceEvent]", "[FlowId] uint first, [TraceField(Unit = \"x\")] uint second")),
        "Take [FlowId] off 'second'");

    [Theory]
    [InlineData("int")]
    [InlineData("ulong")]
    public Task A_flow_id_that_is_a_number_becomes_a_uint(string type) => Fixes(
        "OJO016",
        Project.With(Events("[TraceEvent]", $"[FlowId] {type} flow")),
        Project.With(Events("[TraceEvent]", "[FlowId] uint flow")),
        "Make 'flow' a uint");

    [Fact]
    public Task A_flow_id_that_is_no_number_is_left_to_its_author() =>
        Offers("OJO016", Project.With(Events("[TraceEvent]", "[FlowId] Guid flow")));

    [Fact]
    public Task A_flow_id_of_an_event_without_a_flow_becomes_a_field() => Fixes(
        "OJO017",
        Project.With(Events("[TraceEvent(Flow = false)]", "[FlowId] uint flow")),
        Project.With(Events("[TraceEvent(Flow = false)]", "uint flow")),
        "Take [FlowId] off 'flow'");

    [Theory]
    [InlineData("[TraceEvent(Flow = false)]", "[TraceEvent]")]
    [InlineData("[TraceEvent(Category = \"Net\", Flow = false)]", "[TraceEvent(Category = \"Net\")]")]
    [InlineData("[TraceEvent(Flow = false, Category = \"Net\")]", "[TraceEvent(Category = \"Net\")]")]
    public Task Or_its_event_gets_the_flow(string before, string after) => Fixes(
        "OJO017", Project.With(Events(before, "[FlowId] uint flow")), Project.With(Events(after, "[FlowId] uint flow")), "Give the event a flow");

    [Fact]
    public Task Two_members_are_left_to_their_author() => Offers("OJO012", Project.With(Code("""
        public sealed partial class Connection(Tracer tracer)
        {
            [FlowId] private readonly uint _first = 1;
            [FlowId] private readonly uint _second = 2;

            [TraceEvent] private partial void RecordPing();
        }
        """)));

    private static string Events(string attribute, string parameters) => Code($$"""
        public static partial class Events
        {
            {{attribute}} public static partial void RecordPing(this Tracer tracer, {{parameters}});
        }
        """);
}
