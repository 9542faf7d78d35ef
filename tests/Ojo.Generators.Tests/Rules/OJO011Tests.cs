using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO011Tests() : RuleTest("OJO011")
{
    [Fact]
    public Task An_event_without_a_flow_id_is_flagged() => Flagged("""
        public partial class Connection(Tracer tracer)
        {
            [TraceEvent] public partial void ⟦RecordPing⟧(uint flowId);
        }
        """,
        "Event 'RecordPing' has no flow id: mark a uint parameter, or a uint field or property of 'Connection', with [FlowId], or declare it with Flow = false");

    [Fact]
    public Task A_private_flow_id_of_a_base_class_is_out_of_reach() => Flagged("""
        public class Base
        {
            [FlowId] private readonly uint _flowId = 1;
            public uint Flow => _flowId;
        }

        public partial class Connection(Tracer tracer) : Base
        {
            [TraceEvent] public partial void ⟦RecordPing⟧();
        }
        """);

    [Fact]
    public Task A_flow_id_in_a_field_a_property_a_base_or_a_constructor_is_found() => NotFlagged("""
        public class Base
        {
            [FlowId] protected uint Flow => 1;
        }

        public partial class Derived(Tracer tracer) : Base
        {
            [TraceEvent(Provider = "a")] public partial void RecordPing();
        }

        public partial class Primary(Tracer tracer, [FlowId] ushort flow)
        {
            [TraceEvent(Provider = "b")] public partial void RecordPing();
        }

        public partial record Positional(Tracer Tracer, [FlowId] uint Flow)
        {
            [TraceEvent(Provider = "c")] public partial void RecordPing();
        }

        public partial class Property(Tracer tracer)
        {
            [FlowId] private uint Flow { get; } = 1;
            [TraceEvent(Provider = "d")] public partial void RecordPing();
        }
        """);

    [Fact]
    public Task An_event_without_a_flow_needs_none() => NotFlagged("""
        public partial class Server(Tracer tracer)
        {
            [TraceEvent(Flow = false)] public partial void RecordStarted();
        }
        """);
}
