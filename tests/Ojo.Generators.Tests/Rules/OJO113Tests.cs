using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO113Tests() : RuleTest("OJO113")
{
    [Fact]
    public Task Two_names_for_one_number_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: why, type: enum, values: { a: 1, ⟦b⟧: 1 } }
        """,
        "Enum 'why': 'b' has the number of 'a'; give it another");

    [Fact]
    public Task Two_names_that_become_one_in_csharp_are_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: why, type: enum, values: { a_1: 1, ⟦a1⟧: 2 } }
        """);

    [Fact]
    public Task An_enum_without_any_is_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: why, type: enum, values: ⟦{⟧} }
        """);

    [Fact]
    public Task Both_kinds_of_values_are_flagged() => FlaggedYaml("""
        namespace: Game
        class: GameEvents
        enums:
          Reason: { values: { a: 1 } }
        events:
          - name: PING
            fields:
              - { name: why, type: enum, enum: Reason, values: { ⟦b⟧: 1 } }
        """);

    [Fact]
    public Task Gaps_and_large_numbers_are_not() => NotFlaggedEvent("""
        name: PING
        fields:
          - { name: why, type: enum, values: { z: 200, a: 0x0F } }
        """);
}
