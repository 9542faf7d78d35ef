using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO207Tests() : LockRuleTest("OJO207")
{
    private static readonly string s_retired = TickLine.Replace("active -", "retired 0.3", StringComparison.Ordinal);

    [Fact]
    public Task The_name_of_a_retired_event_is_flagged() => FlaggedEvents(
        ["{ name: ⟦TICK⟧, id: 0x00010005, fields: [{ name: other, type: u64 }] }"],
        [s_retired],
        "'TICK' can't have this name: it was retired in 0.3, and old traces would be misread. Choose another");

    [Fact]
    public Task The_id_of_a_retired_event_is_flagged() => FlaggedEvents(
        ["{ name: TOCK, id: ⟦0x00010001⟧, fields: [{ name: number, type: u32 }] }"],
        [s_retired],
        "'TOCK' can't have the id 0x00010001: it is that of 'TICK', which was retired in 0.3, and old traces would be misread. Choose another");

    [Fact]
    public Task The_id_of_an_event_that_is_gone_is_flagged_where_the_payload_is_another() => FlaggedEvents(
        ["{ name: TOCK, id: ⟦0x00010001⟧, flow: false }"],
        [TickLine],
        "'TOCK' can't have the id 0x00010001: it is that of 'TICK' in events.lock, with another payload, and old traces would be misread. Choose another");

    [Fact]
    public Task The_id_that_another_event_has_given_up_is_flagged() => FlaggedEvents(
        [Tick.Replace("0x00010001", "0x00010009", StringComparison.Ordinal), "{ name: TOCK, id: ⟦0x00010001⟧, flow: false }"],
        [TickLine],
        "'TOCK' can't have the id 0x00010001: it is that of 'TICK' in events.lock, and old traces would be misread. Choose another",
        "OJO203");

    [Fact]
    public async Task Two_events_with_one_id_are_told_so_once()
    {
        Project project = Project.WithEvents(EventFile([Tick, "{ name: TOCK, id: 0x00010001, flow: false }"])).Lock(TickLine);
        Assert.Equal("OJO200", Assert.Single(await Diagnosis.Of(project)).Id);
    }

    [Fact]
    public Task The_name_of_another_providers_retired_event_is_free() => Quiet(
        ["{ name: TICK, fields: [{ name: number, type: u32 }] }"],
        s_retired.Replace("Game", "Match", StringComparison.Ordinal),
        $"Game 0x{EventTypeId.Derive("Game", "TICK"):X8} TICK active - flow number:u32:32");

    [Fact]
    public Task A_name_that_another_event_had_before_is_flagged() => FlaggedEvents(
        ["{ name: STEP, renamed_from: TOCK, id: 0x00010001, fields: [{ name: number, type: u32 }] }", "{ name: ⟦TICK⟧, id: 0x00010002, flow: false }"],
        ["Game 0x00010001 STEP active - was:TICK was:TOCK flow number:u32:32"],
        "'TICK' can't have this name: it was that of 'STEP' before it was renamed, and old traces would be misread. Choose another");

    [Fact]
    public Task A_retired_event_that_comes_back_under_a_new_name_is_flagged() => FlaggedEvents(
        ["{ name: STEP, renamed_from: TICK, id: ⟦0x00010001⟧, fields: [{ name: number, type: u32 }] }"],
        ["Game 0x00010001 TICK retired 0.3 flow number:u32:32"]);
}
