using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO027Tests() : RuleTest("OJO027")
{
    [Fact]
    public Task A_number_as_text_is_flagged() => Flagged("""
        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, [TraceField(Text = ⟦true⟧)] uint size);
        }
        """,
        "Field 'size' has type 'uint': only a string can be recorded as text of its own. Leave 'Text' out");

    [Fact]
    public Task A_member_of_a_value_is_flagged_where_it_is_used() => Flagged("""
        [TraceValue] public record struct Size([TraceMember(Text = true)] uint Bytes, uint Packets);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, Size ⟦size⟧);
        }
        """,
        "Field 'size_bytes' has type 'uint': only a string can be recorded as text of its own. Leave 'Text' out");

    [Fact]
    public Task A_string_and_a_span_are_not() => NotFlagged("""
        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(
                Tracer tracer, [TraceField(Text = true)] string a, [TraceField(Text = true)] ReadOnlySpan<char> b, [TraceField(Text = false)] uint c);
        }
        """);
}
