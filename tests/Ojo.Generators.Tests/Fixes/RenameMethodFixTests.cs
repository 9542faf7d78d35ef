using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class RenameMethodFixTests() : FixTest(new RenameMethodFix())
{
    [Theory]
    [InlineData("ProbeSent", "RecordProbeSent")]
    [InlineData("_probeSent", "RecordProbeSent")]
    [InlineData("RecordprobeSent", "RecordProbeSent")]
    [InlineData("recordProbeSent", "RecordProbeSent")]
    public Task A_method_is_renamed_where_it_is_declared_and_where_it_is_called(string before, string after) => Fixes(
        "OJO013",
        Project.With(Events(before)).Source(Caller(before), "Caller.cs"),
        Project.With(Events(after)).Source(Caller(after), "Caller.cs"),
        $"Rename '{before}' to '{after}'");

    [Fact]
    public Task All_methods_are_renamed() => FixesEverywhere(
        "OJO013",
        Project.With(Events("Sent")).Source(Caller("Sent"), "Caller.cs").Source(Events("Lost", "More"), "More.cs"),
        Project.With(Events("RecordSent")).Source(Caller("RecordSent"), "Caller.cs").Source(Events("RecordLost", "More"), "More.cs"),
        "Rename 'Lost' to 'RecordLost'");

    [Fact]
    public Task A_name_that_does_not_say_what_happened_is_left_to_its_author() => Offers("OJO013", Project.With(Events("Record")));

    [Fact]
    public Task A_name_that_is_taken_is_not() => Offers(
        "OJO013", Project.With(Code("""
            public static partial class Events
            {
                [TraceEvent] public static partial void Ping(this Tracer tracer, [FlowId] uint flowId);

                public static void RecordPing() { }
            }
            """)));

    private static string Events(string name, string type = "Events") => Code($$"""
        public static partial class {{type}}
        {
            [TraceEvent] public static partial void {{name}}(this Tracer tracer, [FlowId] uint flowId);
        }
        """);

    private static string Caller(string name) => Code($$"""
        internal static class Caller
        {
            public static void Call(Tracer tracer)
            {
                tracer.{{name}}(7);
                Events.{{name}}(tracer, flowId: 7);
            }
        }
        """);
}
