using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO208Tests() : LockRuleTest("OJO208", DiagnosticSeverity.Warning)
{
    private const string Renamed = "{ name: ⟦STEP⟧, id: 0x00010001, fields: [{ name: number, type: u32 }] }";
    private const string DerivedLine = "Game 0xF0495ED5 TICK active - flow number:u32:32";

    [Fact]
    public Task A_new_name_for_the_same_id_and_payload_is_flagged_once() => FlaggedEvents(
        [Renamed],
        [TickLine],
        "'TICK' is gone and 'STEP' has its id and payload; if it was renamed, say RenamedFrom = \"TICK\", else give the new event another id");

    [Fact]
    public Task A_new_derived_id_with_the_payload_of_the_only_event_that_is_gone_is_flagged() => FlaggedEvents(
        ["{ name: ⟦STEP⟧, fields: [{ name: number, type: u32 }] }"],
        [DerivedLine],
        "'TICK' is gone and 'STEP' has its payload; if it was renamed, say RenamedFrom = \"TICK\", else retire the old one",
        "OJO206");

    [Fact]
    public async Task Of_several_events_of_one_payload_nobody_guesses_which_it_was()
    {
        Project project = Project
            .WithEvents(EventFile(["{ name: STEP, fields: [{ name: number, type: u32 }] }", "{ name: STRIDE, fields: [{ name: number, type: u32 }] }"]))
            .Lock(DerivedLine);
        Assert.Equal(["OJO205", "OJO206", "OJO206"], (await Diagnosis.Of(project)).Select(static d => d.Id));
    }

    [Fact]
    public Task A_name_that_the_event_had_before_its_last_one_is_suggested_if_the_id_comes_from_it() => FlaggedEvents(
        ["{ name: ⟦STRIDE⟧, fields: [{ name: number, type: u32 }] }"],
        ["Game 0xF0495ED5 STEP active - was:TICK flow number:u32:32"],
        "'STEP' is gone and 'STRIDE' has its payload; if it was renamed, say RenamedFrom = \"TICK\", else retire the old one",
        "OJO206");

    [Fact]
    public Task The_new_name_in_the_lock_is_right() => Quiet(
        [Renamed.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal)],
        TickLine.Replace("TICK", "STEP", StringComparison.Ordinal));
}
