using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class ReturnVoidFixTests() : FixTest(new ReturnVoidFix())
{
    [Fact]
    public Task A_method_returns_void() => Fixes(
        "OJO005",
        """
        public static partial class Events
        {
            [TraceEvent] public static partial bool RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        """
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        "Make 'RecordPing' return void");
}
