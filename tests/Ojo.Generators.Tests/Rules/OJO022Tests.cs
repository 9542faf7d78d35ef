using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO022Tests() : RuleTest("OJO022")
{
    [Fact]
    public Task The_name_of_our_own_provider_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Provider = ⟦"ojo"⟧)] public partial void RecordPing();
        }
        """,
        "The provider 'ojo' is that of the events that come with Ojo; choose another name");

    [Fact]
    public Task It_is_flagged_in_a_file() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        provider: ⟦ojo⟧
        events: []
        """);

    [Fact]
    public Task Names_that_only_begin_so_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Provider = "ojo.sample")] public partial void RecordPing();
        }
        """);
}
