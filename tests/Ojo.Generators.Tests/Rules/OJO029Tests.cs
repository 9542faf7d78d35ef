using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO029Tests() : RuleTest("OJO029")
{
    [Fact]
    public Task A_struct_without_members_is_flagged() => Flagged("""
        [TraceValue] public struct Empty { private int _hidden; public static int Shared => 1; public int this[int i] => i + _hidden; }

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, Empty ⟦empty⟧);
        }
        """,
        "'Empty' can't be recorded as a value: it has no public member that can be read", "CS0649");

    [Fact]
    public Task A_struct_of_more_than_8_members_is_flagged() => Flagged("""
        [TraceValue] public record struct Wide(bool A, bool B, bool C, bool D, bool E, bool F, bool G, bool H, bool I);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, Wide ⟦wide⟧);
        }
        """,
        "'Wide' can't be recorded as a value: it has 9 members, and there is room for 8");

    [Fact]
    public Task A_member_that_is_no_field_is_flagged() => Flagged("""
        [TraceValue] public record struct Price(decimal Amount);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, Price ⟦price⟧);
        }
        """,
        "'Price' can't be recorded as a value: its member 'Amount' has type 'decimal', which is no single field");

    [Fact]
    public Task A_value_in_a_value_is_flagged() => Flagged("""
        [TraceValue] public record struct Number(ulong Value);
        [TraceValue] public record struct Range(Number First, Number Last);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, in Range ⟦range⟧);
        }
        """,
        "'Range' can't be recorded as a value: its member 'First' has type 'Number', which has members itself");

    [Fact]
    public Task A_ref_struct_is_flagged() => Flagged("""
        [TraceValue] public readonly ref struct Slice { public readonly ReadOnlySpan<byte> Bytes; }

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, Slice ⟦slice⟧);
        }
        """,
        "'Slice' can't be recorded as a value: a ref struct can't be kept by the decoder", "CS0649");

    [Fact]
    public Task Structs_of_every_sort_are_not() => NotFlagged("""
        [TraceValue] public readonly record struct Positional(ulong Value, DayOfWeek Day);
        [TraceValue] public record struct Generic<T>(T Value, string? Name) where T : struct;
        [TraceValue] public struct Fields { public int A; public TimeSpan B; public static Fields None => default; }
        [TraceValue] public readonly struct Initialised { public required Guid Id { get; init; } public bool IsEmpty => Id == default; }
        [TraceValue] public readonly struct Primary(ulong value) { public ulong Value => value; }
        [TraceValue] internal readonly struct Unmakeable { private readonly ulong _value; private Unmakeable(ulong value) => _value = value; public ulong Value => _value; }

        public static partial class Events
        {
            [TraceValue] private record struct Nested(double Value);

            [TraceEvent(Flow = false)] public static partial void RecordPing(
                Tracer tracer, in Positional a, Generic<ulong> b, Fields c, Initialised d, ref readonly Primary e, Generic<DateTime> f);
            [TraceEvent(Flow = false)] internal static partial void RecordPong(Tracer tracer, Unmakeable a);
            [TraceEvent(Flow = false)] private static partial void RecordPang(Tracer tracer, Nested a, (Nested2, Nested2) b);
            private enum Nested2 : byte { A }
        }
        """);
}
