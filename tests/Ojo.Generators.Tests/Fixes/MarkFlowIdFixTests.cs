using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class MarkFlowIdFixTests() : FixTest(new MarkFlowIdFix())
{
    private const string NoFlow = "Declare the event with Flow = false";

    [Theory]
    [InlineData("uint flowId", "[FlowId] uint flowId", "flowId")]
    [InlineData("uint size, ushort flow", "uint size, [FlowId] ushort flow", "flow")]
    [InlineData("uint id, uint size", "[FlowId] uint id, uint size", "id")]
    public Task A_parameter_that_is_named_for_it_is_marked(string before, string after, string name) => Fixes(
        "OJO011",
        Project.With(Extension("[TraceEvent]", before)),
        Project.With(Extension("[TraceEvent]", after)),
        $"Mark '{name}' with [FlowId]");

    [Theory]
    [InlineData("(Tracer tracer, uint flowId)", "", "(Tracer tracer, [FlowId] uint flowId)", "", "flowId")]
    [InlineData("(Tracer tracer)", "private readonly uint _flowId = 7;", "(Tracer tracer)", "[FlowId] private readonly uint _flowId = 7;", "_flowId")]
    [InlineData("(Tracer tracer)", "public uint ConnectionId { get; } = 7;", "(Tracer tracer)", "[FlowId] public uint ConnectionId { get; } = 7;", "ConnectionId")]
    public Task A_member_that_is_named_for_it_is_marked(string parameters, string member, string fixedParameters, string fixedMember, string name) => Fixes(
        "OJO011",
        Project.With(Connection(parameters, member)),
        Project.With(Connection(fixedParameters, fixedMember)),
        $"Mark '{name}' with [FlowId]");

    [Fact]
    public Task Every_event_of_a_connection_gets_its_flow_id_by_one_mark() => FixesEverywhere(
        "OJO011",
        Project.With(Connection("(Tracer tracer, uint flowId)", "[TraceEvent] private partial void RecordPong();")),
        Project.With(Connection("(Tracer tracer, [FlowId] uint flowId)", "[TraceEvent] private partial void RecordPong();")),
        "Mark 'flowId' with [FlowId]");

    [Fact]
    public Task A_member_in_another_file_is_marked_with_the_whole_name() => Fixes(
        "OJO011",
        Project.With(Connection("(Tracer tracer)", "")).Source("partial class Connection\n{\n    private readonly uint _flow = 7;\n}\n", "Other.cs"),
        Project.With(Connection("(Tracer tracer)", "")).Source("partial class Connection\n{\n    [Ojo.FlowId] private readonly uint _flow = 7;\n}\n", "Other.cs"),
        "Mark '_flow' with [FlowId]");

    [Theory]
    [InlineData("[TraceEvent]", "[TraceEvent(Flow = false)]")]
    [InlineData("[TraceEvent(Category = \"Net\")]", "[TraceEvent(Category = \"Net\", Flow = false)]")]
    [InlineData("[TraceEvent(Flow = true, Category = \"Net\")]", "[TraceEvent(Flow = false, Category = \"Net\")]")]
    public Task An_event_is_declared_without_a_flow(string before, string after) => Fixes(
        "OJO011", Project.With(Extension(before, "uint size")), Project.With(Extension(after, "uint size")), NoFlow);

    [Theory]
    [InlineData("uint size")]
    [InlineData("int flowId")]
    [InlineData("[TraceField(Unit = \"x\")] uint flowId")]
    [InlineData("uint flow, uint flowId")]
    public Task What_may_be_something_else_is_not_marked(string parameters) => Offers("OJO011", Project.With(Extension("[TraceEvent]", parameters)), NoFlow);

    private static string Extension(string attribute, string parameters) => Code($$"""
        public static partial class Events
        {
            {{attribute}} public static partial void RecordPing(this Tracer tracer, {{parameters}});
        }
        """);

    private static string Connection(string parameters, string member) => Code($$"""
        public sealed partial class Connection{{parameters}}
        {
            {{member}}

            [TraceEvent] private partial void RecordPing();
        }
        """);
}
