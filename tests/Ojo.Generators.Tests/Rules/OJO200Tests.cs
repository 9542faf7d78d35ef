using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO200Tests() : RuleTest("OJO200")
{
    [Fact]
    public Task Two_events_with_one_pinned_id_are_flagged_at_the_second_id() => Flagged("""
        namespace Game;

        public static partial class A
        {
            [TraceEvent(0x00010001)] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent(⟦65537⟧, Provider = "other")] public static partial void RecordPong(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        "Events 'PING' and 'PONG' have the same id 0x00010001; the other is at Source.cs:8. Give one of them another id");

    [Fact]
    public Task Ids_of_CSharp_and_of_a_file_are_compared()
    {
        const string source = """
            using Ojo;
            namespace Game;
            public static partial class A
            {
                [TraceEvent(0x00010001)] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            }
            """;
        Markup markup = Markup.Parse("namespace: Game\nclass: GameEvents\nevents:\n  - name: PONG\n    id: ⟦0x00010001⟧\n");
        return Expect(Project.With(source).Events(markup.Text), markup, "events.yaml");
    }

    [Fact]
    public Task Different_ids_are_not() => NotFlagged("""
        namespace Game;

        public static partial class A
        {
            [TraceEvent(0x00010001)] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent(0x00010002)] public static partial void RecordPong(this Tracer tracer, [FlowId] uint flowId);
        }
        """);
}
