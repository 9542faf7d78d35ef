using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO211Tests() : LockRuleTest("OJO211")
{
    private const string Tock = "{ name: TOCK, id: 0x00010002, flow: false }";
    private const string TockLine = "Game 0x00010002 TOCK active - no_flow";

    [Fact]
    public Task An_event_that_stands_in_two_locks_is_flagged_in_the_second() => FlaggedSecond(
        [Tick], TickLine, TickLine.Replace("TICK", "⟦TICK⟧", StringComparison.Ordinal), "'TICK' of 'Game' stands at a.lock:1 already; an event has its line in one lock only");

    [Fact]
    public Task Two_events_with_one_id_in_two_locks_are_flagged_at_the_second_id() => FlaggedSecond(
        [Tick],
        TickLine,
        "\n  Game ⟦0x00010001⟧ TOCK retired - no_flow",
        "The id 0x00010001 stands at a.lock:1 already; an event has its line in one lock only");

    [Fact]
    public Task The_line_that_counts_is_that_of_the_first_lock_and_only_the_second_is_flagged() => FlaggedSecond(
        [Tick], TickLine, "Game 0x00010009 ⟦TICK⟧ active - no_flow");

    [Fact]
    public async Task Two_locks_with_different_events_are_right() => Assert.Empty(await Diagnosis.Of(
        Project.WithEvents(EventFile([Tick, Tock])).Lock(TickLine, "a.lock").Lock(TockLine, "b.lock")));

    private Task FlaggedSecond(string[] events, string first, string second, string? message = null)
    {
        Markup markup = Markup.Parse(second);
        return Expect(Project.WithEvents(EventFile(events)).Lock(first, "a.lock").Lock(markup.Text, "b.lock"), markup, "b.lock", message);
    }
}
