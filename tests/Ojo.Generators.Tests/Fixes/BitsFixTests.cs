using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class BitsFixTests() : FixTest(new BitsFix())
{
    [Fact]
    public Task More_bits_than_the_type_has_become_all_of_them() => FixesEvent(
        "OJO010",
        "name: PING\nfields: [{ name: size, type: u16, bits: 17 }]",
        "name: PING\nfields: [{ name: size, type: u16, bits: 16 }]",
        "Give the field 16 bits");

    [Fact]
    public Task Values_get_the_bits_that_they_need() => FixesEvent(
        "OJO010",
        "name: PING\nfields: [{ name: why, type: u16, bits: 3, values: { a: 1, b: 300 } }]",
        "name: PING\nfields: [{ name: why, type: u16, bits: 9, values: { a: 1, b: 300 } }]",
        "Give the field 9 bits");

    [Fact]
    public Task An_enum_that_says_no_width_gets_one_after_its_name() => FixesEvent(
        "OJO010",
        "name: PING\nfields:\n  - name: why\n    type: enum\n    values: { a: 1, b: 300 }",
        "name: PING\nfields:\n  - name: why\n    bits: 9\n    type: enum\n    values: { a: 1, b: 300 }",
        "Give the field 9 bits");

    [Fact]
    public Task Values_that_the_type_cannot_hold_are_left_to_their_author() =>
        Offers("OJO010", Project.WithEvents(EventFile("name: PING\nfields: [{ name: why, type: u8, values: { b: 300 } }]")));

    [Fact]
    public Task Parameters_get_the_bits_that_they_can_have_and_need() => FixesEverywhere(
        "OJO010",
        Project.With(Code("""
            public enum Reason { None, Timer = 5 }

            public static partial class Events
            {
                [TraceEvent] public static partial void RecordPing(
                    this Tracer tracer, [FlowId] uint flowId, [TraceField(Bits = 0)] ushort size, [TraceField(Unit = "x", Bits = 2)] Reason reason);
            }
            """)),
        Project.With(Code("""
            public enum Reason { None, Timer = 5 }

            public static partial class Events
            {
                [TraceEvent] public static partial void RecordPing(
                    this Tracer tracer, [FlowId] uint flowId, [TraceField(Bits = 16)] ushort size, [TraceField(Unit = "x", Bits = 3)] Reason reason);
            }
            """)),
        "Give the field 16 bits");
}
