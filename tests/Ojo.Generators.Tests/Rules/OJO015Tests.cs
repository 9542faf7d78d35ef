using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO015Tests() : RuleTest("OJO015")
{
    [Fact]
    public Task Two_fields_are_flagged() => Flagged("""
        public partial class Connection
        {
            private readonly Tracer _first = Tracer.Create();
            private readonly Tracer? _second;
            [TraceEvent(Flow = false)] public partial void ⟦RecordPing⟧();
            public bool Same => _first == _second;
        }
        """,
        "Event method 'RecordPing' finds two tracers, '_first' and '_second'; pass the one that is meant as a parameter", "CS0649");

    [Fact]
    public Task Two_parameters_are_flagged() => Flagged("""
        public static partial class Events
        {
            [TraceEvent(Flow = false)] public static partial void ⟦RecordPing⟧(Tracer first, Tracer second);
        }
        """);

    [Fact]
    public Task A_parameter_goes_before_fields_and_a_field_before_a_property() => NotFlagged("""
        public partial class Connection(Tracer tracer)
        {
            private readonly Tracer _tracer = tracer;
            public Tracer Tracer => _tracer;
            [TraceEvent(Flow = false)] public partial void RecordPing();
            [TraceEvent(Flow = false)] public partial void RecordPong(Tracer other);
        }
        """);

    [Fact]
    public Task Two_members_that_know_a_tracer_are_flagged() => Flagged("""
        public partial class Stream(ITracerSource first, ITracerSource second)
        {
            [TraceEvent(Flow = false)] public partial void ⟦RecordPing⟧();
            public bool Same => first == second;
        }
        """,
        "Event method 'RecordPing' finds two tracers, 'first' and 'second'; pass the one that is meant as a parameter");

    [Fact]
    public Task A_tracer_goes_before_what_knows_one() => NotFlagged("""
        public partial class Stream(ITracerSource source, Tracer tracer)
        {
            public ITracerSource Source => source;
            [TraceEvent(Flow = false)] public partial void RecordPing();
            [TraceEvent(Flow = false)] public partial void RecordPong(ITracerSource other);
        }
        """);
}
