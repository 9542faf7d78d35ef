using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class MakePartialFixTests() : FixTest(new MakePartialFix())
{
    [Fact]
    public Task A_type_becomes_partial() => Fixes(
        "OJO001",
        """
        /// <summary>Pings.</summary>
        public static class Events // and more
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        """
        /// <summary>Pings.</summary>
        public static partial class Events // and more
        {
            [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        "Make 'Events' partial");

    [Fact]
    public Task A_type_around_it_becomes_partial() => Fixes(
        "OJO002",
        """
        public record struct Outer(Tracer Tracer)
        {
            public static partial class Inner
            {
                [TraceEvent] public static partial void RecordPing(Tracer tracer, [FlowId] uint flowId);
            }
        }
        """,
        """
        public partial record struct Outer(Tracer Tracer)
        {
            public static partial class Inner
            {
                [TraceEvent] public static partial void RecordPing(Tracer tracer, [FlowId] uint flowId);
            }
        }
        """,
        "Make 'Outer' partial");

    [Fact]
    public Task A_method_becomes_partial() => Fixes(
        "OJO003",
        """
        public static partial class Events
        {
            [TraceEvent]
            public static void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        """
        public static partial class Events
        {
            [TraceEvent]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        "Make 'RecordPing' partial");

    [Fact]
    public Task A_type_with_two_events_becomes_partial_once() => FixesEverywhere(
        "OJO001",
        Project.With(Code("""
            public static class Events
            {
                [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);

                [TraceEvent] public static partial void RecordPong(this Tracer tracer, [FlowId] uint flowId);
            }
            """)),
        Project.With(Code("""
            public static partial class Events
            {
                [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);

                [TraceEvent] public static partial void RecordPong(this Tracer tracer, [FlowId] uint flowId);
            }
            """)),
        "Make 'Events' partial");

    [Fact]
    public Task An_operator_stays_what_it_is() => Offers("OJO003", Project.With(Code("""
        public sealed partial class Connection
        {
            [TraceEvent] public static int operator +(Connection left, int right) => right;
        }
        """)));
}
