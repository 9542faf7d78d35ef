using System.Globalization;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO206Tests() : LockRuleTest("OJO206", DiagnosticSeverity.Warning)
{
    private const string Marked = "{ name: ⟦TICK⟧, id: 0x00010001, fields: [{ name: number, type: u32 }] }";

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
