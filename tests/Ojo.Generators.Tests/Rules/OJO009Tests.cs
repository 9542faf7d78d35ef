using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO009Tests() : RuleTest("OJO009")
{
    [Fact]
    public Task A_ref_and_an_out_parameter_are_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(ref int ⟦a⟧, out int ⟦b⟧);
        }
        """);

    [Fact]
    public Task A_ref_parameter_is_named() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(ref int ⟦count⟧);
        }
        """,
        "Parameter 'count' can't be 'ref': recording only reads it. Pass it by value or as 'in'");

    [Fact]
    public Task An_in_and_a_ref_readonly_parameter_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(in TimeSpan a, scoped in long b, ref readonly int c);
        }
        """);
}
