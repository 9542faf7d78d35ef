using System.Globalization;
using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO206Tests() : LockRuleTest("OJO206", DiagnosticSeverity.Warning)
{
    private const string Marked = "{ name: ⟦TICK⟧, id: 0x00010001, fields: [{ name: number, type: u32 }] }";

    private static readonly string s_derived = $"0x{EventTypeId.Derive("Game", "TICK"):X8}";

    [Fact]
    public Task An_event_that_the_lock_lacks_is_flagged_with_its_line() => FlaggedEvents(
        [Marked], ["# Nothing yet"], $"'TICK' isn't in events.lock yet; the line for it is `{TickLine}`");

    [Fact]
    public Task An_empty_lock_is_a_lock_and_the_event_is_flagged() => FlaggedEvents([Marked], []);

    [Fact]
    public Task A_retired_event_that_the_lock_has_as_active_is_flagged() => FlaggedEvents(
        [Marked.Replace("fields:", "retired: '0.3', fields:", StringComparison.Ordinal)],
        [TickLine],
        "'TICK' isn't in events.lock as retired; the line for it is `Game 0x00010001 TICK retired 0.3 flow number:u32:32`");

    [Fact]
    public Task A_renamed_event_is_flagged_with_a_line_that_keeps_its_id_and_its_old_name() => FlaggedEvents(
        ["{ name: ⟦STEP⟧, renamed_from: TICK, fields: [{ name: number, type: u32 }] }"],
        [$"Game {s_derived} TICK active 0.1 flow number:u32:32"],
        $"'STEP' isn't in events.lock under this name, but as 'TICK'; the line for it is `Game {s_derived} STEP active 0.1 was:TICK flow number:u32:32`");

    [Fact]
    public Task An_event_renamed_again_is_flagged_with_a_line_that_keeps_all_its_old_names() => FlaggedEvents(
        ["{ name: ⟦STRIDE⟧, renamed_from: TICK, fields: [{ name: number, type: u32 }] }"],
        [$"Game {s_derived} STEP active - was:TICK flow number:u32:32"],
        $"'STRIDE' isn't in events.lock under this name, but as 'STEP'; the line for it is `Game {s_derived} STRIDE active - was:TICK was:STEP flow number:u32:32`");

    [Fact]
    public Task A_pinned_event_that_is_renamed_is_flagged_with_its_line() => FlaggedEvents(
        ["{ name: ⟦STEP⟧, id: 0x00010001, renamed_from: TICK, fields: [{ name: number, type: u32 }] }"],
        [TickLine],
        "'STEP' isn't in events.lock under this name, but as 'TICK'; the line for it is `Game 0x00010001 STEP active - was:TICK flow number:u32:32`");

    [Fact]
    public Task A_line_that_lacks_the_old_name_is_flagged() => FlaggedEvents(
        ["{ name: ⟦STEP⟧, id: 0x00010001, renamed_from: TICK, fields: [{ name: number, type: u32 }] }"],
        ["Game 0x00010001 STEP active - flow number:u32:32"],
        "'STEP' isn't in events.lock as renamed from 'TICK'; the line for it is `Game 0x00010001 STEP active - was:TICK flow number:u32:32`");

    [Fact]
    public Task A_value_that_an_enum_gained_is_flagged_and_one_that_it_lost_stays_in_the_line() => FlaggedEvents(
        ["{ name: ⟦TICK⟧, id: 0x00010001, fields: [{ name: why, type: enum, values: { a: 1, c: 3 } }] }"],
        ["Game 0x00010001 TICK active - flow why:enum:8::a=1,b=2"],
        "'TICK' isn't in events.lock with all values of 'why'; the line for it is `Game 0x00010001 TICK active - flow why:enum:8::a=1,b=2,c=3`");

    [Fact]
    public Task A_renamed_event_with_its_line_is_right() => Quiet(
        ["{ name: STRIDE, renamed_from: TICK, fields: [{ name: number, type: u32 }] }"],
        $"Game {s_derived} STRIDE active - was:TICK was:STEP flow number:u32:32");

    [Fact]
    public async Task Nothing_is_said_while_the_lock_is_brought_up_to_date() => Assert.Empty(await Diagnosis.Of(
        Project.WithEvents(EventFile([Tick])).Lock("").Property("OjoUpdatingEventsLock", "true")));

    [Fact]
    public Task A_method_is_flagged_at_its_name()
    {
        Markup markup = Markup.Parse("""
            using Ojo;
            namespace Game;
            public static partial class GameEvents
            {
                [TraceEvent(0x00010001, Since = "0.2")] public static partial void ⟦RecordTick⟧(this Tracer tracer, [FlowId] uint flowId, uint number);
            }
            """);
        return Expect(
            Project.With(markup.Text).Lock(""),
            markup,
            "Source.cs",
            "'TICK' isn't in events.lock yet; the line for it is `Game 0x00010001 TICK active 0.2 flow number:u32:32`");
    }

    [Theory]
    [InlineData("fields: [{ name: a, type: ip }, { name: b, type: enum, values: { x: 1 } }, { name: c, type: duration, bits: 40 }]")]
    [InlineData("fields: [{ name: a, type: f32, unit: 'a: `b` %20 # c' }]")]
    [InlineData("flow: false")]
    [InlineData("renamed_from: TOCK, fields: [{ name: a, type: enum, unit: u, values: { x: 1, y: 255 } }]")]
    [InlineData("since: 0.1-rc.1+2, retired: '0.2', fields: [{ name: a, type: bool }]")]
    public async Task The_line_of_the_message_is_right_once_it_stands_in_the_lock(string keys)
    {
        Project project = Project.WithEvents(EventFile([$"{{ name: TICK, {keys} }}"]));
        string message = Assert.Single(await Diagnosis.Of(project.Lock(""))).GetMessage(CultureInfo.InvariantCulture);
        string line = message.Split('`')[1];
        Assert.Empty(await Diagnosis.Of(project.Lock(line)));
    }

    [Fact]
    public Task Nothing_is_said_without_a_lock() => NotFlaggedYaml(EventFile([Tick]));
}
