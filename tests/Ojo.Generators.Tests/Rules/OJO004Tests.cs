using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO004Tests() : RuleTest("OJO004")
{
    [Fact]
    public Task A_method_with_a_body_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public void ⟦RecordPing⟧() => Tracer?.Flush();
        }
        """,
        "Event method 'RecordPing' can't have a body: Ojo writes it");

    [Fact]
    public Task A_partial_method_with_a_body_elsewhere_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void ⟦RecordPing⟧();
            public partial void RecordPing() { Tracer?.Flush(); }
        }
        """);

    [Fact]
    public Task A_method_without_one_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing();
        }
        """);
}
