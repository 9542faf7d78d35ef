using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO017Tests() : RuleTest("OJO017")
{
    [Fact]
    public Task A_flow_id_of_an_event_without_a_flow_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Flow = false)] public partial void RecordPing([FlowId] uint ⟦flow⟧);
        }
        """,
        "Event 'RecordPing' is declared with Flow = false, so its parameter 'flow' can't be its flow id");

    [Fact]
    public Task A_flow_id_of_the_type_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Flow = false)] public partial void RecordPing(uint flow);
        }
        """);
}
