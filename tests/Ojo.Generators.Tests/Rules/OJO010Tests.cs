using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO010Tests() : RuleTest("OJO010")
{
    [Fact]
    public Task More_bits_than_the_type_has_are_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([TraceField(Bits = ⟦33⟧)] uint count);
        }
        """,
        "Field 'count' can't take 33 bits: its type takes 1 to 32");

    [Fact]
    public Task No_bits_are_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([TraceField(Bits = ⟦0⟧)] uint count, [TraceField(Bits = ⟦-1⟧)] long size);
        }
        """);

    [Fact]
    public Task A_narrowed_double_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([TraceField(Bits = ⟦32⟧)] double share);
        }
        """,
        "Field 'share' can't take 32 bits: its type takes 64");

    [Fact]
    public Task Bits_too_few_for_an_enums_values_are_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([TraceField(Bits = ⟦2⟧)] DayOfWeek day);
        }
        """,
        "Field 'day' can't take 2 bits: its value 'Thursday' is 4");

    [Fact]
    public Task Bits_of_a_file_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: count, type: u32, bits: ⟦33⟧ }
          - { name: flag, type: bool, bits: ⟦2⟧ }
          - { name: why, type: enum, bits: ⟦1⟧, values: { a: 0, b: 2 } }
        """);

    [Fact]
    public Task Values_past_the_default_width_of_an_enum_are_flagged_at_its_name() => FlaggedEvent("""
        name: PING
        fields:
          - { name: ⟦why⟧, type: enum, values: { a: 0, b: 256 } }
        """,
        "Field 'why' can't take 8 bits: its value 'b' is 256. Give it more with 'bits'");

    [Fact]
    public Task Bits_that_fit_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([TraceField(Bits = 3)] DayOfWeek day, [TraceField(Bits = 1)] long flag, [TraceField(Bits = 64)] double all);
        }
        """);

    [Fact]
    public Task Bits_of_a_file_that_fit_are_not() => NotFlaggedEvent("""
        name: PING
        fields:
          - { name: count, type: u64, bits: 46 }
          - { name: why, type: enum, bits: 9, values: { a: 0, b: 256 } }
          - { name: far, type: enum, bits: 64, values: { b: 0xFFFFFFFFFFFFFFFF } }
        """);
}
