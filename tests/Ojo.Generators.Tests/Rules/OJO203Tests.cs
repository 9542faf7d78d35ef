using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO203Tests() : LockRuleTest("OJO203")
{
    private static readonly string s_derived = $"0x{EventTypeId.Derive("Game", "TICK"):X8}";

    [Fact]
    public Task Another_pinned_id_is_flagged_where_it_stands() => FlaggedEvents(
        [Tick.Replace("0x00010001", "⟦0x00010002⟧", StringComparison.Ordinal)],
        [TickLine],
        "The id of 'TICK' changed from 0x00010001 to 0x00010002; traces already written use 0x00010001: pin 0x00010001");

    [Fact]
    public Task An_id_that_is_no_longer_pinned_is_flagged_at_the_name() => FlaggedEvents(
        ["{ name: ⟦TICK⟧, fields: [{ name: number, type: u32 }] }"],
        [TickLine],
        $"The id of 'TICK' changed from 0x00010001 to {s_derived}; traces already written use 0x00010001: pin 0x00010001");

    [Fact]
    public Task An_id_that_was_derived_and_is_pinned_is_flagged() => FlaggedEvents(
        [Tick.Replace("0x00010001", "⟦0x00010001⟧", StringComparison.Ordinal)],
        [TickLine.Replace("0x00010001", s_derived, StringComparison.Ordinal)],
        $"The id of 'TICK' changed from {s_derived} to 0x00010001; traces already written use {s_derived}: leave the id out, and it is derived as before");

    [Fact]
    public Task A_methods_id_is_flagged_at_the_attributes_argument()
    {
        Markup markup = Markup.Parse("""
            using Ojo;
            namespace Game;
            public static partial class GameEvents
            {
                [TraceEvent(⟦0x00010002⟧)] public static partial void RecordTick(this Tracer tracer, [FlowId] uint flowId, uint number);
            }
            """);
        return Expect(Project.With(markup.Text).Lock(TickLine), markup, "Source.cs");
    }

    [Fact]
    public Task The_same_id_is_not() => Quiet([Tick], TickLine);

    [Fact]
    public Task Nothing_is_flagged_without_a_lock() => NotFlaggedYaml(EventFile([Tick]));

    [Fact]
    public Task A_renamed_event_that_names_its_second_name_is_flagged_and_told_the_first() => FlaggedEvents(
        ["{ name: ⟦STRIDE⟧, renamed_from: STEP, fields: [{ name: number, type: u32 }] }"],
        [$"Game {s_derived} STEP active - was:TICK flow number:u32:32"],
        $"The id of 'STRIDE' changed from {s_derived} to 0x{EventTypeId.Derive("Game", "STEP"):X8}; traces already written use {s_derived}: "
        + "pin none, and say RenamedFrom = \"TICK\", its first name");

    [Fact]
    public Task An_old_name_that_the_event_never_had_is_flagged() => FlaggedEvents(
        ["{ name: ⟦TICK⟧, renamed_from: STEP, fields: [{ name: number, type: u32 }] }"],
        [$"Game {s_derived} TICK active - flow number:u32:32"],
        $"The id of 'TICK' changed from {s_derived} to 0x{EventTypeId.Derive("Game", "STEP"):X8}; traces already written use {s_derived}: "
        + "leave the old name out, and it is derived as before");
}
