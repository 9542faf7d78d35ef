using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO013Tests() : RuleTest("OJO013")
{
    [Fact]
    public Task A_method_of_another_name_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void ⟦Ping⟧();
        }
        """,
        "Event method 'Ping' must be called Record and then what happened, as in 'RecordProbeSent'");

    [Fact]
    public Task A_word_that_only_begins_so_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void ⟦Recorded⟧();
            [TraceEvent] public partial void ⟦Record⟧();
            [TraceEvent(Name = "TWO_WAY")] public partial void ⟦Record2Way⟧();
        }
        """);

    [Fact]
    public Task Record_and_what_happened_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing();
        }
        """);
}
