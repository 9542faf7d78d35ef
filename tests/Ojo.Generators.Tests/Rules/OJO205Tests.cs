using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO205Tests() : LockRuleTest("OJO205", DiagnosticSeverity.Warning)
{
    private const string Tock = "Game 0x00010002 TOCK active 0.1 no_flow";

    [Fact]
    public Task A_line_without_a_declaration_is_flagged() => FlaggedLines(
        [Tick],
        ["# Events", TickLine, $"  ⟦{Tock}⟧"],
        "'TOCK' is no longer declared; declare it as retired, or make this line `Game 0x00010002 TOCK retired - no_flow`, so that its id and name aren't used again");

    [Fact]
    public Task A_declaration_of_another_provider_is_none_of_this_one_and_the_line_is_flagged() => FlaggedLines(
        [Tick], [TickLine, "⟦Match 0x00010002 TICK active - flow⟧"]);

    [Fact]
    public Task A_retired_line_is_right_without_a_declaration() => Quiet([Tick], TickLine, Tock.Replace("active", "retired", StringComparison.Ordinal));

    [Fact]
    public Task A_retired_line_is_right_with_a_declaration_that_is_retired() => Quiet(
        ["{ name: TOCK, id: 0x00010002, flow: false, retired: '0.2' }"], Tock.Replace("active", "retired", StringComparison.Ordinal));

    [Fact]
    public async Task An_event_with_a_mistake_in_it_has_not_been_removed()
    {
        Project project = Project.WithEvents(EventFile(["{ name: TOCK, id: 0x00010002, flow: perhaps }"])).Lock(Tock);
        Assert.Equal("OJO104", Assert.Single(await Diagnosis.Of(project)).Id);
    }
}
