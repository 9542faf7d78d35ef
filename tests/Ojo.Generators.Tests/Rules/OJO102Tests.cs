using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO102Tests() : RuleTest("OJO102")
{
    [Fact]
    public Task A_key_in_an_event_is_flagged() => FlaggedEvent("""
        name: PING
        ⟦categry⟧: Net
        """,
        "Unknown key 'categry' in the event 'PING'. Did you mean 'category'?");

    [Fact]
    public Task A_key_in_a_field_is_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: size, type: u8, ⟦bit⟧: 3 }
        """,
        "Unknown key 'bit' in the field 'size'. Did you mean 'bits'?");

    [Fact]
    public Task A_key_in_the_file_is_flagged() => FlaggedYaml("""
        ⟦name_space⟧: Game
        namespace: Game
        class: GameEvents
        events: []
        """,
        "Unknown key 'name_space' in an events file. Did you mean 'namespace'?");

    [Fact]
    public Task A_key_that_is_like_no_other_gets_the_list() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums:
          Why: { values: { a: 1 }, ⟦colour⟧: red }
        events: []
        """,
        "Unknown key 'colour' in the enum 'Why'. Known are: description, values.");

    [Fact]
    public Task Values_of_a_type_that_has_none_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: size, type: i32, ⟦values⟧: { a: 1 } }
        """,
        "Unknown key 'values' in a field of type i32. Only enums and unsigned numbers have named values.");

    [Fact]
    public Task Every_known_key_is_not() => NotFlaggedEvent("""
        name: PING
        id: 0x10000
        category: Net
        description: Text
        level: trace
        role: packet_sent
        chart: none
        flow: true
        fields:
          - { name: size, type: u8, bits: 3, kind: bytes, unit: bytes, part: size, description: Text }
          - { name: why, type: u8, values: { a: 1 } }
        """);
}
