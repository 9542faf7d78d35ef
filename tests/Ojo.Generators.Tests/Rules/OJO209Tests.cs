using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO209Tests() : LockRuleTest("OJO209")
{
    [Theory]
    [InlineData("⟦<<<<<<< HEAD⟧")]
    [InlineData("⟦=======⟧")]
    [InlineData("⟦>>>>>>> other branch with a long name and more⟧")]
    [InlineData("⟦Game 0x00010001 TICK active -⟧")]
    [InlineData("⟦Game⟧")]
    [InlineData("Game ⟦65537⟧ TICK active - flow")]
    [InlineData("Game ⟦0x10001⟧ TICK active - flow")]
    [InlineData("Game ⟦0x0001000G⟧ TICK active - flow")]
    [InlineData("Game 0x00010001 ⟦Tick⟧ active - flow")]
    [InlineData("Game 0x00010001 TICK ⟦alive⟧ - flow")]
    [InlineData("Game 0x00010001 TICK active ⟦v?⟧ flow")]
    [InlineData("Game 0x00010001 TICK active - ⟦stream⟧")]
    [InlineData("Game 0x00010001 TICK active - flow ⟦number⟧")]
    [InlineData("Game 0x00010001 TICK active - flow ⟦number:u32⟧")]
    [InlineData("Game 0x00010001 TICK active - flow number:u32:32 ⟦number:u33:32⟧")]
    [InlineData("Game 0x00010001 TICK active - flow ⟦number:u32:0⟧")]
    [InlineData("Game 0x00010001 TICK active - flow ⟦note:text:8⟧")]
    [InlineData("Game 0x00010001 TICK active - flow ⟦number:u32:-3⟧")]
    [InlineData("Game 0x00010001 TICK active - flow ⟦number:u32:32:⟧")]
    [InlineData("Game 0x00010001 TICK active - flow ⟦number:u32:32:a:b⟧")]
    [InlineData("Game ⟦65537⟧ tick dead - flow")]
    public Task A_line_that_says_nothing_certain_is_flagged_at_its_first_fault(string line) => FlaggedLines([], ["# Events", line]);

    [Fact]
    public Task The_message_says_what_was_expected() => FlaggedLines(
        [], ["Game 0x00010001 TICK ⟦alive⟧ - flow"], "This line of events.lock can't be read: 'alive' isn't a state: active or retired");

    [Fact]
    public Task A_name_that_stands_twice_is_flagged_the_second_time() => FlaggedLines(
        [Tick],
        [TickLine, "Game 0x00010007 ⟦TICK⟧ active - flow"],
        "This line of events.lock can't be read: 'TICK' of 'Game' stands in line 1 already; keep one");

    [Fact]
    public Task An_id_that_stands_twice_is_flagged_the_second_time() => FlaggedLines(
        [Tick],
        ["", TickLine, "Game ⟦0x00010001⟧ TOCK active - flow"],
        "This line of events.lock can't be read: the id 0x00010001 stands in line 2 already; keep one");

    [Fact]
    public Task A_damaged_line_takes_no_other_with_it_and_is_flagged_alone() => FlaggedLines(
        [Tick, "{ name: TOCK, flow: false }"], ["Game 0x00010002 TOCK ⟦activ⟧ - no_flow", TickLine]);

    [Fact]
    public async Task Comments_blank_lines_tabs_and_any_order_and_line_ends_are_fine()
    {
        string events = EventFile([Tick, "{ name: TOCK, id: 0x00010002, flow: false }"]);
        string text = "  # Events\r\n\r\nGame\t0x00010002  TOCK active 0.1 no_flow  \r\n" + TickLine;
        Assert.Empty(await Diagnosis.Of(Project.WithEvents(events).Lock(text)));
    }

    [Fact]
    public Task Every_type_can_stand_in_a_lock() => Quiet(
        ["{ name: TICK, id: 0x00010001, fields: [{ name: a, type: text }, { name: b, type: bytes }, { name: c, type: string }, { name: d, type: timestamp }, { name: e, type: char }, { name: f, type: u8, pair: true }] }"],
        "Game 0x00010001 TICK active - flow a:text:0 b:bytes:0 c:string:32 d:timestamp:64 e:char:16 f_first:u8:8 f_last:u8:8");
}
