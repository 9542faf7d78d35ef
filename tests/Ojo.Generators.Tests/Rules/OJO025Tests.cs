using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO025Tests() : RuleTest("OJO025")
{
    [Fact]
    public Task A_number_that_is_no_role_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Role = ⟦(EventRole)99⟧)] public partial void RecordPing();
        }
        """,
        "EventRole has no member with the value 99; use one of its names");

    [Fact]
    public Task Numbers_that_are_no_level_kind_or_part_are_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Level = ⟦(EventLevel)9⟧)] public partial void RecordPing([TraceField(Kind = ⟦(FieldKind)(-1)⟧, Part = ⟦(FieldPart)77⟧)] int a);
        }
        """);

    [Fact]
    public Task Names_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Role = EventRole.State, Level = EventLevel.Error, Chart = ChartHint.Band)] public partial void RecordPing([TraceField(Kind = FieldKind.State, Part = FieldPart.Value)] int a);
        }
        """);
}
