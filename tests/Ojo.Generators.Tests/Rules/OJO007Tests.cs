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
        "Parameter 'version' has type 'System.Version', which can't be recorded; use bool, char, an integer, float, double, an enum, TimeSpan, DateTime, DateTimeOffset, Guid or IPAddress");

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
    public Task A_pointer_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public unsafe partial void RecordPing(byte* ⟦data⟧);
        }
        """);

    [Fact]
    public Task Every_type_that_can_be_recorded_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void RecordPing(bool a, byte b, ushort c, uint d, ulong e, sbyte f, short g, int h, long i, float j, double k, char l, TimeSpan m, DayOfWeek n, Guid o, System.Net.IPAddress p, System.Net.IPAddress? q, DateTime r, DateTimeOffset s);
        }
        """);
}
