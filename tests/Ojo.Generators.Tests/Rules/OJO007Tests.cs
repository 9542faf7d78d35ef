using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO007Tests() : RuleTest("OJO007")
{
    [Fact]
    public Task A_class_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(Version ⟦version⟧);
        }
        """,
        "Parameter 'version' has type 'System.Version', which can't be recorded; use bool, char, a number, an enum, string, ReadOnlySpan<char>, ReadOnlySpan<byte>, TimeSpan, DateTime, DateTimeOffset, Guid, IPAddress, a pair, or a struct with [TraceValue]");

    [Fact]
    public Task Each_of_several_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(decimal ⟦price⟧, int? ⟦count⟧, uint size, params int[] ⟦rest⟧);
        }
        """);

    [Fact]
    public Task An_enum_of_an_events_file_is_flagged_where_a_method_takes_it()
    {
        Markup markup = Markup.Parse("""
            using Ojo;

            namespace Game;

            public static partial class Events
            {
                [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, Colour ⟦colour⟧);
            }
            """);
        return Expect(
            Project.With(markup.Text).Events("""
                namespace: Game
                class: GameEvents
                enums:
                  Colour:
                    values: { red: 1, green: 2 }
                events:
                  - name: PAINTED
                    fields:
                      - { name: colour, type: enum, enum: Colour }
                """),
            markup,
            "Source.cs",
            "Parameter 'colour' has type 'Game.Colour', which can't be recorded; it is written from an events file at the same time as this method; declare the enum in C#, or the event in the file");
    }

    [Fact]
    public Task A_pointer_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public unsafe partial void RecordPing(byte* ⟦data⟧);
        }
        """);

    [Fact]
    public Task A_struct_without_the_mark_is_flagged_with_what_to_do() => Flagged("""
        public readonly record struct PacketNumber(ulong Value);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, PacketNumber ⟦number⟧);
        }
        """,
        "Parameter 'number' has type 'PacketNumber', which can't be recorded; mark the struct with [TraceValue], and its public members are recorded");

    [Fact]
    public Task Structs_of_others_ref_structs_and_further_spans_are_flagged() => Flagged("""
        public ref struct Mine;

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(
                Tracer tracer, System.Numerics.Vector2 ⟦vector⟧, Mine ⟦mine⟧, ReadOnlySpan<int> ⟦numbers⟧, Span<char> ⟦span⟧, Memory<byte> ⟦memory⟧, Index? ⟦index⟧);
        }
        """);

    [Fact]
    public Task Every_type_that_can_be_recorded_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(bool a, byte b, ushort c, uint d, ulong e, sbyte f, short g, int h, long i, float j, double k, char l, TimeSpan m, DayOfWeek n, Guid o, System.Net.IPAddress p, System.Net.IPAddress? q, DateTime r, DateTimeOffset s, string t, string? u, ReadOnlySpan<char> v, ReadOnlySpan<byte> w, (ushort A, ushort B) x);
        }
        """);
}
