using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class PassByValueFixTests() : FixTest(new PassByValueFix())
{
    [Fact]
    public Task A_field_is_passed_by_value_where_it_is_declared_and_where_it_is_recorded() => Fixes(
        "OJO009",
        Project.With(Code("""
            public static partial class Events
            {
                [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, ref ushort size, byte part);
            }
            """)).Source(Code("""
            internal static class Caller
            {
                public static void Call(Tracer tracer, ushort size)
                {
                    tracer.RecordPing(7, ref size, 1);
                    Events.RecordPing(tracer, part: 1, size: ref size, flowId: 7);
                }
            }
            """), "Caller.cs"),
        Project.With(Code("""
            public static partial class Events
            {
                [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, ushort size, byte part);
            }
            """)).Source(Code("""
            internal static class Caller
            {
                public static void Call(Tracer tracer, ushort size)
                {
                    tracer.RecordPing(7, size, 1);
                    Events.RecordPing(tracer, part: 1, size: size, flowId: 7);
                }
            }
            """), "Caller.cs"),
        "Pass 'size' by value");

    [Fact]
    public Task A_variable_that_a_call_declares_is_left_to_its_author() => Fixes(
        "OJO009",
        """
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, out ushort size);

            public static void Call(Tracer tracer) => tracer.RecordPing(7, out var size);
        }
        """,
        """
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, ushort size);

            public static void Call(Tracer tracer) => tracer.RecordPing(7, out var size);
        }
        """,
        "Pass 'size' by value",
        "CS1615");
}
