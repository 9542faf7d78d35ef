using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class AddTracerFixTests() : FixTest(new AddTracerFix())
{
    [Theory]
    [InlineData("[TraceEvent]", "[FlowId] uint flowId", "this Tracer tracer, [FlowId] uint flowId")]
    [InlineData("[TraceEvent(Flow = false)]", "", "this Tracer tracer")]
    [InlineData("[global::Ojo.TraceEvent]", "[FlowId] uint flowId", "this global::Ojo.Tracer tracer, [FlowId] uint flowId")]
    public Task A_method_of_a_static_class_extends_a_tracer(string attribute, string before, string after) => Fixes(
        "OJO014",
        Project.With(Events(attribute, before)),
        Project.With(Events(attribute, after)),
        "Add the parameter 'this Tracer tracer'");

    [Fact]
    public Task Where_a_connection_has_its_tracer_from_is_left_to_its_author() => Offers("OJO014", Project.With(Code("""
        public sealed partial class Connection([FlowId] uint id)
        {
            [TraceEvent] private partial void RecordPing();
        }
        """)));

    private static string Events(string attribute, string parameters) => Code($$"""
        public static partial class Events
        {
            {{attribute}} public static partial void RecordPing({{parameters}});
        }
        """);
}
