namespace Ojo.Generators.Tests.Rules;

public sealed class OJO212Tests() : LockRuleTest("OJO212")
{
    private const string Line = "Game 0x00010001 TICK active - flow why:enum:8::timer=1,tail=2";

    [Fact]
    public Task A_number_that_means_something_else_is_flagged() => FlaggedEvents(
        [Event("timer: 1, probe: 2", "⟦TICK⟧")],
        [Line],
        "In 'why' of 'TICK', 2 meant 'tail' and would mean 'probe'; old traces would be misread. Give what is new a number of its own");

    [Fact]
    public Task A_name_with_another_number_is_flagged() => FlaggedEvents(
        [Event("timer: 1, tail: 3", "⟦TICK⟧")],
        [Line],
        "In 'why' of 'TICK', 'tail' was 2 and is 3; old traces would be misread. Give what is new a number of its own");

    [Fact]
    public Task Two_names_that_changed_places_are_flagged_once() => FlaggedEvents([Event("timer: 2, tail: 1", "⟦TICK⟧")], [Line]);

    [Fact]
    public Task A_negative_value_is_compared_by_its_bits() => Quiet([Event("timer: 1, tail: 255", "TICK")], Line.Replace("tail=2", "tail=255", StringComparison.Ordinal));

    [Fact]
    public Task A_value_that_is_gone_is_right() => Quiet([Event("timer: 1", "TICK")], Line);

    [Fact]
    public Task Values_are_compared_only_where_the_line_has_them() => Quiet([Event("other: 1, tail: 3", "TICK")], "Game 0x00010001 TICK active - flow why:enum:8");

    [Fact]
    public Task The_values_of_the_line_are_right() => Quiet([Event("timer: 1, tail: 2", "TICK")], Line);

    private static string Event(string values, string name) =>
        $"{{ name: {name}, id: 0x00010001, fields: [{{ name: why, type: enum, values: {{ {values} }} }}] }}";
}
