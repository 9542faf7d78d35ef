using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO012Tests() : RuleTest("OJO012")
{
    [Fact]
    public Task Two_parameters_are_flagged_at_the_second() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([FlowId] uint a, [FlowId] uint ⟦b⟧);
        }
        """,
        "Event 'RecordPing' has more than one flow id: 'a' and 'b'. Keep [FlowId] on one of them");

    [Fact]
    public Task Two_fields_are_flagged_at_each_event() => Flagged("""
        public partial class Connection(Tracer tracer)
        {
            [FlowId] private readonly uint _a = 1, _b = 2;
            [TraceEvent] public partial void ⟦RecordPing⟧();
            public uint Sum => _a + _b;
        }
        """);

    [Fact]
    public Task A_parameter_goes_before_a_field() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([FlowId] uint stream);
        }
        """);
}
