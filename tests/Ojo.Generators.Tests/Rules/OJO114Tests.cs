using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO114Tests() : RuleTest("OJO114")
{
    private const string First = """
        namespace: Game
        class: GameEvents
        enums:
          Reason: { values: { a: 1 } }
        events:
          - name: TICK
            fields:
              - { name: why, type: enum, values: { a: 1 } }
        """;

    [Fact]
    public Task The_second_of_two_files_is_flagged_at_the_enum_and_at_the_field_that_brings_one()
    {
        Markup markup = Markup.Parse("""
            namespace: Game
            class: More
            provider: more
            enums:
              ⟦Reason⟧: { values: { b: 2 } }
            events:
              - name: TICK
                fields:
                  - { name: ⟦why⟧, type: enum, values: { b: 2 } }
            """);
        return Expect(Project.WithEvents(First).Events(markup.Text, "more.yaml"), markup, "more.yaml");
    }

    [Fact]
    public async Task The_message_names_the_other_place()
    {
        string more = First.Replace("GameEvents", "More", StringComparison.Ordinal).Split("events:\n  -")[0] + "events: []\n";
        Diagnostic found = Assert.Single(await Diagnosis.Of(Project.WithEvents(First).Events(more, "more.yaml")));
        Assert.Equal(
            "Enum 'Game.Reason' is declared here and at events.yaml:4; keep one, or give one file another namespace",
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_same_name_in_another_namespace_is_not() => Assert.Empty(
        await Diagnosis.Of(Project.WithEvents(First).Events(First.Replace("namespace: Game", "namespace: Other", StringComparison.Ordinal), "more.yaml")));
}
