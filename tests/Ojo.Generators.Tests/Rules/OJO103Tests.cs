using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO103Tests() : RuleTest("OJO103")
{
    [Fact]
    public Task A_file_without_its_keys_is_flagged_once_for_each() => FlaggedYaml("""
        ⟦⟦⟦description⟧⟧⟧: Nothing
        """);

    [Fact]
    public Task An_event_without_a_name_is_flagged() => FlaggedEvent("""
        ⟦category⟧: Net
        """, "An event needs 'name', as in 'name: PROBE_SENT'");

    [Fact]
    public Task A_field_without_name_or_type_is_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { ⟦name⟧: size }
          - { ⟦type⟧: u8 }
        """);

    [Fact]
    public Task An_enum_without_values_is_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { ⟦name⟧: why, type: enum }
        """,
        "Enum field 'why' needs 'values', as in 'values: { timer: 1, tail: 2 }'");

    [Fact]
    public Task A_shared_enum_without_values_is_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums:
          ⟦Why⟧: { description: Text }
        events: []
        """, "Enum 'Why' needs 'values', as in 'values: { timer: 1, tail: 2 }'");

    [Fact]
    public Task A_name_is_enough_for_an_event() => NotFlaggedEvent("""
        name: PING
        """);
}
