using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO001Tests() : RuleTest("OJO001")
{
    [Fact]
    public Task A_type_that_is_not_partial_is_flagged_at_the_method() => Flagged("""
        public static class Events
        {
            [TraceEvent] public static partial void ⟦RecordPing⟧(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        "Type 'Events' must be partial, so that Ojo can add the body of 'RecordPing' to it", "CS0751", "CS8795");

    [Fact]
    public Task A_partial_type_is_not() => NotFlagged("""
        public static partial class Events
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """);
}
