using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO105Tests() : RuleTest("OJO105")
{
    [Fact]
    public Task A_second_key_is_flagged_and_names_the_line_of_the_first() => FlaggedEvent("""
        name: PING
        category: Net
        ⟦name⟧: PONG
        """,
        "'name' appears twice here; the first is in line 4. Keep one of them");

    [Fact]
    public Task A_second_value_of_an_enum_is_flagged() => FlaggedEvent("""
        name: PING
        fields:
          - { name: why, type: enum, values: { a: 1, ⟦a⟧: 2 } }
        """);

    [Fact]
    public Task The_same_key_in_two_places_is_not() => NotFlaggedEvent("""
        name: PING
        fields:
          - { name: a, type: u8 }
          - { name: b, type: u8 }
        """);
}
