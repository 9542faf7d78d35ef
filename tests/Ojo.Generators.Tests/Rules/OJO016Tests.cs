using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO016Tests() : RuleTest("OJO016")
{
    [Fact]
    public Task A_parameter_of_another_type_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([FlowId] ulong ⟦flow⟧);
        }
        """,
        "Flow id 'flow' has type 'ulong'; it must be uint, ushort or byte");

    [Fact]
    public Task A_member_of_another_type_is_flagged_at_the_event() => Flagged("""
        public partial class Connection(Tracer tracer)
        {
            [FlowId] public int Flow => 1;
            [TraceEvent] public partial void ⟦RecordPing⟧();
        }
        """);

    [Fact]
    public Task Smaller_unsigned_numbers_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([FlowId] ushort flow);
            [TraceEvent] public partial void RecordPong([FlowId] byte flow);
        }
        """);
}
