using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO024Tests() : RuleTest("OJO024")
{
    [Fact]
    public Task Types_that_are_still_to_come_are_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(string ⟦name⟧, ReadOnlySpan<char> ⟦text⟧, ReadOnlySpan<byte> ⟦data⟧);
        }
        """);

    [Fact]
    public Task The_message_says_which() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(string? ⟦name⟧);
        }
        """,
        "Field 'name' is a string, which this version of Ojo can't record yet; record a number that stands for it, and keep the text where it is defined");

    [Fact]
    public Task Types_in_a_file_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: a, type: ⟦string⟧ }
          - { name: d, type: ⟦text⟧ }
          - { name: e, type: ⟦bytes⟧ }
        """);

    [Fact]
    public Task Numbers_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(int nameId);
        }
        """);
}
