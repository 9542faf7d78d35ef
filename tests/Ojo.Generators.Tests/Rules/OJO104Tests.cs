using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO104Tests() : RuleTest("OJO104")
{
    [Fact]
    public Task A_file_that_is_a_list_is_flagged() => FlaggedYaml("""
        - ⟦one⟧
        - two
        """,
        "'events.yaml' must be keys with values: namespace, class, events; found a list");

    [Fact]
    public Task A_namespace_or_class_that_is_none_is_flagged() => FlaggedYaml("""
        namespace: ⟦Game.1⟧
        class: ⟦class⟧
        events: []
        """);

    [Fact]
    public Task Events_that_are_no_list_are_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events: ⟦none⟧
        """,
        "'events' must be a list, each item of which begins with '- '; found 'none'");

    [Fact]
    public Task An_event_that_is_a_word_is_flagged_and_the_next_one_read() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        events:
          - ⟦PING⟧
          - { name: PONG }
        """,
        "'events' must be a list of keys with values, as in '- name: …'; found 'PING'");

    [Fact]
    public Task Wrong_kinds_in_an_event_are_flagged_in_one_pass() => FlaggedEvent("""
        name: PING
        id: ⟦soon⟧
        description: [⟦a⟧]
        level:⟦⟧ 
        flow: ⟦yes⟧
        """);

    [Fact]
    public Task An_id_past_32_bits_is_flagged() => FlaggedEvent("""
        name: PING
        id: ⟦0x100000000⟧
        """,
        "'id' must be a number from 0 to 4294967295, decimal or 0x…; found '0x100000000'");

    [Fact]
    public Task Numbers_that_readers_disagree_on_are_flagged() => FlaggedEvent("""
        name: PING
        id: ⟦070000⟧
        fields:
          - { name: a, type: u8, bits: ⟦"3"⟧ }
          - { name: b, type: u8, bits: ⟦1_0⟧ }
          - { name: c, type: u8, bits: ⟦+3⟧ }
        """);

    [Fact]
    public Task Enums_that_are_no_mapping_are_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums: [⟦Why⟧]
        events: []
        """);

    [Fact]
    public Task An_enum_that_is_no_mapping_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums:
          Why: ⟦timer⟧
          ⟦class⟧: { values: { a: 1 } }
        events: []
        """);

    [Fact]
    public Task Values_that_are_no_mapping_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: why, type: u8, values: [⟦timer⟧] }
          - { name: wie, type: u8, values: { a: ⟦x⟧ } }
        """);

    [Fact]
    public Task Text_may_look_like_a_number() => NotFlaggedEvent("""
        name: PING
        description: 2024
        flow: false
        """);
}
