using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO014Tests() : RuleTest("OJO014")
{
    [Fact]
    public Task A_type_without_a_tracer_is_flagged() => Flagged("""
        public partial class Connection
        {
            [FlowId] private readonly uint _flowId = 1;
            [TraceEvent] public partial void ⟦RecordPing⟧();
            public uint Flow => _flowId;
        }
        """,
        "Event method 'RecordPing' finds no tracer: give 'Connection' or a base class a field, property or primary constructor parameter of type Ojo.Tracer, or of one that implements Ojo.ITracerSource, or the method such a parameter");

    [Fact]
    public Task A_static_method_does_not_see_the_instance() => Flagged("""
        public partial class Connection(Tracer tracer)
        {
            public Tracer Tracer { get; } = tracer;
            [TraceEvent(Flow = false)] public static partial void ⟦RecordPing⟧();
        }
        """);

    [Fact]
    public Task A_private_tracer_of_a_base_class_is_out_of_reach() => Flagged("""
        public class Base(Tracer tracer)
        {
            private readonly Tracer _tracer = tracer;
            public void Stop() => _tracer.Dispose();
        }

        public partial class Connection(Tracer tracer) : Base(tracer)
        {
            [TraceEvent(Flow = false, Provider = "a")] public partial void RecordPing();
        }

        public partial class Other : Base
        {
            public Other(Tracer tracer) : base(tracer) { }
            [TraceEvent(Flow = false)] public partial void ⟦RecordPing⟧();
        }
        """, null, "CS9107");

    [Fact]
    public Task A_tracer_in_a_field_a_property_a_base_a_constructor_or_a_parameter_is_found() => NotFlagged("""
        public class Base
        {
            protected Tracer? Tracer { get; set; }
        }

        public partial class Derived : Base
        {
            [TraceEvent(Flow = false, Provider = "a")] public partial void RecordPing();
        }

        public partial class Field
        {
            private static readonly Tracer s_tracer = Tracer.Create();
            [TraceEvent(Flow = false, Provider = "b")] public static partial void RecordPing();
        }

        public partial record struct Positional(Tracer Tracer)
        {
            [TraceEvent(Flow = false, Provider = "c")] public readonly partial void RecordPing();
        }

        public partial struct Parameter
        {
            [TraceEvent(Flow = false, Provider = "d")] public partial void RecordPing(Tracer? tracer);
        }

        public partial interface IPinged
        {
            Tracer Tracer { get; }
            [TraceEvent(Flow = false, Provider = "e")] private partial void RecordPing();
        }
        """);

    [Fact]
    public Task A_tracer_that_can_not_be_read_of_what_is_held_is_out_of_reach() => Flagged("""
        public class Session(Tracer tracer)
        {
            private Tracer Tracer => tracer;
            public Tracer Other => Tracer;
        }

        public partial class Connection(Session session)
        {
            [TraceEvent(Flow = false)] public partial void ⟦RecordPing⟧();
            public Session Session => session;
        }
        """);
}
