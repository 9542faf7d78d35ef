using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO006Tests() : RuleTest("OJO006")
{
    [Fact]
    public Task A_generic_method_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent] public partial void ⟦RecordPing⟧<T>(int count) where T : struct;
        }
        """,
        "Event method 'RecordPing' can't be generic: a record's layout is fixed when it is compiled");

    [Fact]
    public Task A_method_of_a_generic_type_is_flagged() => Flagged("""
        public static partial class Events<T>
        {
            [TraceEvent] public static partial void ⟦RecordPing⟧(Tracer tracer, [FlowId] uint flowId);
        }
        """);

    [Fact]
    public Task A_method_beside_generic_ones_is_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            public void Send<T>(T value) => RecordPing(value?.GetHashCode() ?? 0);
            [TraceEvent] private partial void RecordPing(int hash);
        }
        """);
}
