using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO202Tests() : RuleTest("OJO202")
{
    [Fact]
    public Task Ids_that_are_not_for_users_are_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(⟦0⟧)] public partial void RecordA();
            [TraceEvent(⟦1⟧)] public partial void RecordB();
            [TraceEvent(⟦0xFF03⟧)] public partial void RecordC();
            [TraceEvent(⟦0x80000000⟧)] public partial void RecordD();
            [TraceEvent(⟦0xFFFFFFFF⟧)] public partial void RecordE();
        }
        """);

    [Fact]
    public Task The_message_says_why() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(⟦2⟧)] public partial void RecordPing();
        }
        """,
        "Id 0x00000002 of event 'PING' is reserved: numbers up to 0x0000FEFF are those of Ojo's own events. Use one from 0x00010000 to 0x7FFFFFFF, or none");

    [Fact]
    public Task An_id_in_a_file_is_flagged() => FlaggedEvent("""
        name: PING
        id: ⟦0xFF00⟧
        """,
        "Id 0x0000FF00 of event 'PING' is reserved: numbers from 0x0000FF00 to 0x0000FFFF speak about the trace itself. Use one from 0x00010000 to 0x7FFFFFFF, or none");

    [Fact]
    public Task The_first_and_the_last_id_for_users_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(0x00010000)] public partial void RecordA();
            [TraceEvent(0x7FFFFFFF)] public partial void RecordB();
        }
        """);

    [Fact]
    public Task A_name_whose_hash_is_the_number_that_is_never_an_event_is_flagged() => Flagged("""
        namespace Game;

        public static partial class Events
        {
            ⟦[TraceEvent]⟧ public static partial void RecordGUYXSFU(this Tracer tracer, [FlowId] uint flowId);
        }
        """.Replace("⟦[TraceEvent]⟧", "[⟦TraceEvent(Name = \"GUYXSFU\")⟧]", StringComparison.Ordinal));
}
