using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class NewNameFixTests() : FixTest(new NewNameFix())
{
    private const string Retired = "Game 0x00010001 TICK retired 0.3 flow\n";

    [Fact]
    public Task An_event_with_a_retired_name_gets_a_new_one() => Fixes(
        "OJO207",
        Project.WithEvents(EventFile("name: TICK\ncategory: Game")).Lock(Retired),
        Project.WithEvents(EventFile("name: TICK_2\ncategory: Game")).Lock(Retired),
        "Call the event 'TICK_2'",
        "OJO206");

    [Theory]
    [InlineData("[TraceEvent]", "[TraceEvent(Name = \"TICK_2\")]")]
    [InlineData("[TraceEvent(Name = \"TICK\", Category = \"Game\")]", "[TraceEvent(Name = \"TICK_2\", Category = \"Game\")]")]
    public Task A_method_with_a_retired_name_gets_a_new_wire_name(string before, string after) => Fixes(
        "OJO207",
        Project.With(Method(before)).Lock(Retired),
        Project.With(Method(after)).Lock(Retired),
        "Call the event 'TICK_2'",
        "OJO206");

    private static string Method(string attribute) =>
        Code($"namespace Game;\n\npublic static partial class Events\n{{\n    {attribute} public static partial void RecordTick(this Tracer tracer, [FlowId] uint flowId);\n}}\n");
}
