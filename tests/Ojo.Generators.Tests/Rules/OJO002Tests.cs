using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO002Tests() : RuleTest("OJO002")
{
    [Fact]
    public Task A_type_inside_one_that_is_not_partial_is_flagged() => Flagged("""
        public class Outer
        {
            public partial class Connection(Tracer tracer)
            {
                [FlowId] private uint FlowId => 1;
                [TraceEvent] public partial void ⟦RecordPing⟧();

                public Tracer Tracer => tracer;
            }
        }
        """,
        "'Connection' is nested in 'Outer', which must be partial too", "CS8795");

    [Fact]
    public Task A_type_inside_a_partial_one_is_not() => NotFlagged("""
        public partial struct Outer
        {
            public partial interface IMiddle
            {
                public partial class Connection(Tracer tracer)
                {
                    [FlowId] private uint FlowId => 1;
                    [TraceEvent] public partial void RecordPing();
                }
            }
        }
        """);
}
