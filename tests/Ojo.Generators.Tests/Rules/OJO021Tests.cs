using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO021Tests() : RuleTest("OJO021")
{
    [Fact]
    public Task A_provider_with_other_characters_is_flagged() => Flagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Provider = ⟦"game/net"⟧)] public partial void RecordPing();
        }
        """,
        "'game/net' isn't a provider: use letters, digits and '_', with '.' or '-' between them, a letter first, as in game.netcode; 128 characters at most");

    [Fact]
    public Task A_provider_in_a_file_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        provider: ⟦"1game"⟧
        events: []
        """);

    [Fact]
    public Task Names_with_dots_are_not() => NotFlagged("""
        public sealed partial class Connection
        {
            public static Tracer? Tracer => null;
            [FlowId] private uint FlowId => 1;

            [TraceEvent(Provider = "game.net-code")] public partial void RecordPing();
        }
        """);
}
