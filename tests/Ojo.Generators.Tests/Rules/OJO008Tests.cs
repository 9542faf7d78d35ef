using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO008Tests() : RuleTest("OJO008")
{
    [Fact]
    public Task An_event_past_2048_bits_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void ⟦RecordPing⟧(ulong f0, ulong f1, ulong f2, ulong f3, ulong f4, ulong f5, ulong f6, ulong f7, ulong f8, ulong f9, ulong f10, ulong f11, ulong f12, ulong f13, ulong f14, ulong f15, ulong f16, ulong f17, ulong f18, ulong f19, ulong f20, ulong f21, ulong f22, ulong f23, ulong f24, ulong f25, ulong f26, ulong f27, ulong f28, ulong f29, ulong f30, ulong f31, ulong f32);
        }
        """,
        "Event 'RecordPing' has 2112 bits of fields; there is room for 2048. Narrow them, or declare two events");

    [Fact]
    public Task An_event_of_a_file_is_flagged_at_its_fields() => FlaggedEvent("""
        name: PING
        fields:
          - { ⟦name⟧: f0, type: u64 }
          - { name: f1, type: u64 }
          - { name: f2, type: u64 }
          - { name: f3, type: u64 }
          - { name: f4, type: u64 }
          - { name: f5, type: u64 }
          - { name: f6, type: u64 }
          - { name: f7, type: u64 }
          - { name: f8, type: u64 }
          - { name: f9, type: u64 }
          - { name: f10, type: u64 }
          - { name: f11, type: u64 }
          - { name: f12, type: u64 }
          - { name: f13, type: u64 }
          - { name: f14, type: u64 }
          - { name: f15, type: u64 }
          - { name: f16, type: u64 }
          - { name: f17, type: u64 }
          - { name: f18, type: u64 }
          - { name: f19, type: u64 }
          - { name: f20, type: u64 }
          - { name: f21, type: u64 }
          - { name: f22, type: u64 }
          - { name: f23, type: u64 }
          - { name: f24, type: u64 }
          - { name: f25, type: u64 }
          - { name: f26, type: u64 }
          - { name: f27, type: u64 }
          - { name: f28, type: u64 }
          - { name: f29, type: u64 }
          - { name: f30, type: u64 }
          - { name: f31, type: u64 }
          - { name: f32, type: u64 }
        """,
        "Event 'PING' has 2112 bits of fields; there is room for 2048. Narrow them, or declare two events");

    [Fact]
    public Task An_event_of_2048_bits_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(ulong f0, ulong f1, ulong f2, ulong f3, ulong f4, ulong f5, ulong f6, ulong f7, ulong f8, ulong f9, ulong f10, ulong f11, ulong f12, ulong f13, ulong f14, ulong f15, ulong f16, ulong f17, ulong f18, ulong f19, ulong f20, ulong f21, ulong f22, ulong f23, ulong f24, ulong f25, ulong f26, ulong f27, ulong f28, ulong f29, ulong f30, ulong f31);
        }
        """);

    [Fact]
    public Task More_than_256_fields_are_flagged_however_small() => Flagged(
        $"public static partial class Events {{ [TraceEvent(Flow = false)] public static partial void ⟦RecordPing⟧(Tracer tracer{Flags(257)}); }}",
        "Event 'RecordPing' has 257 fields; there is room for 256. Leave some out, or declare two events");

    [Fact]
    public Task Exactly_256_are_not() => NotFlagged(
        $"public static partial class Events {{ [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer{Flags(256)}); }}");

    [Fact]
    public Task More_than_4_texts_are_flagged() => Flagged(
        "public static partial class Events { [TraceEvent(Flow = false)] public static partial void ⟦RecordPing⟧(Tracer tracer, ReadOnlySpan<char> a, ReadOnlySpan<byte> b, [TraceField(Text = true)] string c, ReadOnlySpan<char> d, ReadOnlySpan<char> e); }",
        "Event 'RecordPing' has 5 texts; there is room for 4. Leave some out, make strings of names that come again, or declare two events");

    [Fact]
    public Task More_than_4_texts_of_a_file_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { ⟦name⟧: a, type: text }
          - { name: b, type: bytes }
          - { name: c, type: text }
          - { name: d, type: text }
          - { name: e, type: bytes }
        """);

    [Fact]
    public Task Four_texts_and_any_number_of_strings_are_not() => NotFlagged(
        "public static partial class Events { [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, ReadOnlySpan<char> a, ReadOnlySpan<byte> b, [TraceField(Text = true)] string c, ReadOnlySpan<char> d, string e, string f, string g, string h, string i); }");

    private static string Flags(int count) => string.Concat(Enumerable.Range(0, count).Select(static i => $", bool f{i}"));
}
