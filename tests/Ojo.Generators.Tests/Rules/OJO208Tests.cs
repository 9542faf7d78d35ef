namespace Ojo.Generators.Tests.Rules;

public sealed class OJO208Tests() : LockRuleTest("OJO208", DiagnosticSeverity.Warning)
{
    private const string Renamed = "{ name: ⟦STEP⟧, id: 0x00010001, fields: [{ name: number, type: u32 }] }";

    [Fact]
    public Task A_new_name_for_the_same_id_and_payload_is_flagged_once() => FlaggedEvents(
        [Renamed],
        [TickLine],
        "'TICK' is gone and 'STEP' has its id and payload; if it was renamed, replace its line of events.lock by "
        + "`Game 0x00010001 STEP active - flow number:u32:32`, else give the new event another id");

    [Fact]
    public Task The_new_name_in_the_lock_is_right() => Quiet(
        [Renamed.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal)],
        TickLine.Replace("TICK", "STEP", StringComparison.Ordinal));
}
