using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO018Tests() : RuleTest("OJO018")
{
    [Fact]
    public Task A_wire_name_in_another_form_is_flagged_where_it_stands() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Name = ⟦"ping"⟧)] public partial void RecordPing();
            [TraceEvent(Name = ⟦"PING__PONG"⟧)] public partial void RecordPong();
            [TraceEvent(Name = ⟦""⟧)] public partial void RecordPang();
        }
        """);

    [Fact]
    public Task A_method_name_that_makes_none_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void ⟦RecordÜbung⟧();
        }
        """,
        "'ÜBUNG' isn't a wire name: use words of A-Z and 0-9 joined by single underscores, a letter first, as in PROBE_SENT; 128 characters at most");

    [Fact]
    public Task A_name_in_a_file_is_flagged() => FlaggedEvent("""
        name: ⟦ping⟧
        """,
        "'ping' isn't a wire name: use words of A-Z and 0-9 joined by single underscores, a letter first, as in PROBE_SENT; 128 characters at most");

    [Fact]
    public Task Words_of_letters_and_digits_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Name = "P2P_PING_1")] public partial void RecordPing();
            [TraceEvent] public partial void RecordHTTPRequest2();
        }
        """);
}
