namespace Ojo.Generators.Tests.Rules;

public sealed class OJO204Tests() : LockRuleTest("OJO204")
{
    private const string Event = "{ name: ⟦TICK⟧, id: 0x00010001, fields: [{ name: number, type: u32, bits: 24 }, { name: late, type: u8, unit: frames per second }] }";
    private const string Line = "Game 0x00010001 TICK active - flow number:u32:24 late:u8:8:frames%20per%20second";

    [Theory]
    [InlineData("name: number", "name: count")]
    [InlineData("type: u32", "type: i32")]
    [InlineData("bits: 24", "bits: 23")]
    [InlineData("frames per", "meters per")]
    [InlineData(", unit: frames per second", "")]
    [InlineData("{ name: number, type: u32, bits: 24 }, ", "")]
    [InlineData("{ name: number, type: u32, bits: 24 }, { name: late, type: u8, unit: frames per second }", "{ name: late, type: u8, unit: frames per second }, { name: number, type: u32, bits: 24 }")]
    [InlineData("second }]", "second }, { name: more, type: bool }]")]
    [InlineData("id: 0x00010001,", "id: 0x00010001, flow: false,")]
    public Task Whatever_old_traces_would_be_misread_by_is_flagged(string before, string after)
    {
        Assert.Contains(before, Event, StringComparison.Ordinal);
        return FlaggedEvents([Event.Replace(before, after, StringComparison.Ordinal)], [Line]);
    }

    [Fact]
    public Task The_message_shows_both_payloads_in_words() => FlaggedEvents(
        [Event.Replace("type: u32, bits: 24", "type: bool", StringComparison.Ordinal)],
        [Line],
        "The payload of 'TICK' changed from [a flow, number (u32, 24 bits), late (u8, 8 bits, frames per second)] to "
        + "[a flow, number (bool, 1 bit), late (u8, 8 bits, frames per second)]; old traces would be misread. Declare a new event and retire this one");

    [Theory]
    [InlineData("bits: 24", "bits: 24, kind: count, description: How many there were")]
    [InlineData("id: 0x00010001,", "id: 0x00010001, category: Game, description: A tick, level: debug, chart: step, since: '0.2',")]
    public Task Prose_and_presentation_may_change(string before, string after)
    {
        string plain = Event.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal);
        return Quiet([plain.Replace(before, after, StringComparison.Ordinal)], Line);
    }

    [Fact]
    public Task The_same_payload_is_right() => Quiet([Tick], TickLine);
}
