using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO100Tests() : RuleTest("OJO100")
{
    [Fact]
    public Task A_file_that_is_no_yaml_is_flagged_where_it_stops_to_be() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events:
          - { name: PING⟦⟧
        """);

    [Fact]
    public Task A_quote_that_is_not_closed_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events:
          - name: ⟦"PING⟧
        """);

    [Fact]
    public Task A_bracket_too_many_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events: [] ⟦]⟧
        """);

    [Fact]
    public Task An_empty_file_is_not() => NotFlaggedYaml("");

    [Fact]
    public Task A_file_of_comments_is_not() => NotFlaggedYaml("""
        # nothing yet
        """);
}
