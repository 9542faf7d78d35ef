using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO005Tests() : RuleTest("OJO005")
{
    [Fact]
    public Task A_method_that_returns_a_value_is_flagged_at_its_type() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial ⟦bool⟧ RecordPing();
        }
        """,
        "Event method 'RecordPing' must return void, not 'bool': recording has no result");

    [Fact]
    public Task A_method_that_returns_a_reference_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial ⟦ref int⟧ RecordPing();
        }
        """);

    [Fact]
    public Task A_void_one_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing();
        }
        """);
}
