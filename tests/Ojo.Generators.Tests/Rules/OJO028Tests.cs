using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO028Tests() : RuleTest("OJO028")
{
    [Fact]
    public Task A_part_of_a_pair_is_flagged() => Flagged("""
        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, [TraceField(Part = ⟦FieldPart.Size⟧)] (uint, uint) sizes);
        }
        """,
        "'sizes' is 2 fields, so 'Part' can't be said of it; say it of two parameters in place of the pair");

    [Fact]
    public Task Part_bits_and_text_of_a_value_of_several_are_flagged() => Flagged("""
        [TraceValue] public record struct Size(uint Bytes, uint Packets, string Unit);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(
                Tracer tracer,
                [TraceField(Part = ⟦FieldPart.Size⟧)] Size a,
                [TraceField(Bits = ⟦3⟧)] Size b);
        }
        """);

    [Fact]
    public Task The_message_names_the_struct() => Flagged("""
        [TraceValue] public record struct Size(uint Bytes, uint Packets);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(Tracer tracer, [TraceField(Bits = ⟦3⟧)] Size size);
        }
        """,
        "'size' is 2 fields, so 'Bits' can't be said of it; say it of the members of 'Size'");

    [Fact]
    public Task A_part_of_a_pair_in_a_file_is_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: sizes, type: u32, pair: true, part: ⟦size⟧ }
        """,
        "'sizes' is 2 fields, so 'part' can't be said of it; say it of two fields in place of the pair");

    [Fact]
    public Task What_holds_for_each_of_them_is_not() => NotFlagged("""
        [TraceValue] public record struct Size([TraceMember(Bits = 20, Part = FieldPart.Size)] uint Bytes, uint Packets);
        [TraceValue] public record struct Number(ulong Value);

        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void RecordPing(
                Tracer tracer,
                [TraceField(Bits = 46, Unit = "packets")] (ulong, ulong) packets,
                [TraceField(Kind = FieldKind.Range, Description = "Both", Name = "sent")] Size size,
                [TraceField(Bits = 46, Part = FieldPart.PacketNumber)] Number number);
        }
        """);
}
