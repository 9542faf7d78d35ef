using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO003Tests() : RuleTest("OJO003")
{
    [Fact]
    public Task A_method_that_is_not_partial_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public extern void ⟦RecordPing⟧();
        }
        """,
        "Event method 'RecordPing' must be partial: Ojo writes its body", "CS0626");

    [Fact]
    public Task An_accessor_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            public int Ping { [TraceEvent] ⟦get⟧ => 1; }
        }
        """);

    [Fact]
    public Task A_partial_method_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing();
        }
        """);
}
