using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO023Tests() : RuleTest("OJO023")
{
    [Fact]
    public Task Two_fields_of_one_name_are_flagged_at_the_second() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(int size, [TraceField(Name = "size")] int ⟦other⟧);
        }
        """,
        "Event 'RecordPing' has two fields called 'size'; rename one");

    [Fact]
    public Task Two_fields_of_one_property_are_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([TraceField(Name = "a_1")] int a, [TraceField(Name = "a1")] int ⟦b⟧);
        }
        """);

    [Fact]
    public Task Two_fields_of_a_file_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: size, type: u8 }
          - { name: ⟦size⟧, type: u16 }
        """,
        "Event 'PING' has two fields called 'size'; rename one");

    [Fact]
    public Task Two_of_different_names_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(int size, int size2);
        }
        """);
}
