using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO101Tests() : RuleTest("OJO101")
{
    [Fact]
    public Task Anchors_aliases_and_tags_are_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events:
          - ⟦&ping⟧ { name: PING, category: ⟦!!str⟧ Net }
          - ⟦*ping⟧
        """);

    [Fact]
    public Task A_second_document_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events: []
        ⟦---⟧
        namespace: Other
        """,
        "Ojo doesn't read a second document in events files; put it into a file of its own");

    [Fact]
    public Task A_list_as_a_key_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events: []
        ? [⟦a⟧]
        : b
        """);

    [Fact]
    public Task Deep_nesting_is_flagged_and_not_followed() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events: [[[[[[[[[[[[[[[[⟦[⟧]]]]]]]]]]]]]]]]]
        """);

    [Fact]
    public Task Mappings_lists_quotes_blocks_and_comments_are_not() => NotFlaggedYaml("""
        namespace: Game
        class: GameEvents
        # one
        events:
        - name: 'PING' # two
          description: >
            folded
            text
        - {name: PONG, description: "it's"}
        """);
}
