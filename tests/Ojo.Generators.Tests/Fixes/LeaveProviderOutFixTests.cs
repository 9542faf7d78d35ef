using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class LeaveProviderOutFixTests() : FixTest(new LeaveProviderOutFix())
{
    private const string Title = "Leave the provider out: it is then the namespace";

    [Fact]
    public Task A_file_loses_the_line() => Fixes(
        "OJO022",
        Project.WithEvents("namespace: Game\nclass: GameEvents\nprovider: ojo # ours\nevents: []\n"),
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents: []\n"),
        Title);

    [Theory]
    [InlineData("[TraceEvent(Provider = \"ojo\")]", "[TraceEvent]")]
    [InlineData("[TraceEvent(Category = \"Net\", Provider = \"ojo\")]", "[TraceEvent(Category = \"Net\")]")]
    public Task An_attribute_loses_the_argument(string before, string after) => Fixes(
        "OJO022", Project.With(Events(before)), Project.With(Events(after)), Title);

    private static string Events(string attribute) => Code($$"""
        public static partial class Events
        {
            {{attribute}} public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """);
}
