using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO019Tests() : RuleTest("OJO019")
{
    [Fact]
    public Task A_field_name_in_another_form_is_flagged_where_it_stands() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing([TraceField(Name = ⟦"packetNumber"⟧)] ulong number);
        }
        """,
        "'packetNumber' isn't a field name: use words of a-z and 0-9 joined by single underscores, a letter first, as in packet_number; 128 characters at most");

    [Fact]
    public Task A_parameter_name_that_makes_none_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(ulong ⟦größe⟧);
        }
        """);

    [Fact]
    public Task Names_in_a_file_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: ⟦packetNumber⟧, type: u64 }
          - { name: ⟦2nd⟧, type: u64 }
          - { name: why, type: enum, values: { ⟦Timer⟧: 1 } }
        """);

    [Fact]
    public Task A_parameter_in_camel_case_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(ulong packetNumber, int @event, uint RTT2);
        }
        """);
}
