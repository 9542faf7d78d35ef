using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO030Tests() : RuleTest("OJO030")
{
    [Fact]
    public Task Other_than_two_elements_are_flagged() => Flagged("""
        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, (int, int, int) ⟦three⟧);
        }
        """,
        "'three' can't be recorded as a pair: it has 3 elements. Use two values of one type that a field may have, a struct with [TraceValue], or parameters of their own");

    [Fact]
    public Task Elements_of_different_types_and_such_that_are_no_field_are_flagged() => Flagged("""
        [TraceValue] public record struct Number(ulong Value);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(
                Tracer tracer, (int, uint) ⟦different⟧, (decimal, decimal) ⟦prices⟧, (Number, Number) ⟦values⟧, ((int, int), (int, int)) ⟦pairs⟧);
        }
        """);

    [Fact]
    public Task A_pair_of_texts_in_a_file_is_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: words, type: text, pair: ⟦true⟧ }
        """,
        "'words' can't be recorded as a pair: its type is text. Use two fields");

    [Fact]
    public Task Two_of_one_type_are_not() => NotFlagged("""
        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(
                Tracer tracer, (int, int) a, (string From, string? To) b, (System.Net.IPAddress Low, System.Net.IPAddress High) c, in (DateTime @from, DateTime to) d, ValueTuple<double, double> e);
        }
        """);

    [Fact]
    public Task Pairs_in_a_file_are_not() => NotFlaggedEvent("""
        name: PING
        fields:
          - { name: a, type: ip, pair: true }
          - { name: b, type: string, pair: true }
          - { name: c, type: u8, bits: 3, pair: true, values: { low: 1 } }
          - { name: d, type: u8, pair: false }
          - { name: e, type: enum, values: { low: 1 }, pair: true }
        """);
}
