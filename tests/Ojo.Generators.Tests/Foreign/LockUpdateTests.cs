using Ojo.Catalogue;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Foreign;

/// <summary>What <c>-t:UpdateEventsLock</c> writes. That MSBuild writes it is for the tests of the package.</summary>
public sealed class LockUpdateTests
{
    private const string Tick = "{ name: TICK, id: 0x00010001, fields: [{ name: number, type: u32 }] }";
    private const string Tock = "{ name: TOCK, id: 0x00010002, flow: false }";
    private const string TickLine = "Game 0x00010001 TICK active - flow number:u32:32\n";
    private const string TockLine = "Game 0x00010002 TOCK active - no_flow\n";

    [Fact]
    public async Task A_new_lock_begins_with_what_it_is_and_is_sorted()
    {
        (string path, string text) = await Update(Events(Tock, Tick));

        Assert.Equal("", path);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines[..^2], static line => Assert.StartsWith("# ", line, StringComparison.Ordinal));
        Assert.Equal([TickLine.TrimEnd(), TockLine.TrimEnd()], lines[^2..]);
    }

    [Fact]
    public void Nothing_is_written_where_there_is_neither_a_lock_nor_an_event() =>
        Assert.Equal(("", ""), Split(GeneratorRun.Of(Project.With("").Property("OjoUpdatingEventsLock", "true"))));

    [Theory]
    [InlineData("", TickLine + TockLine)]
    [InlineData("# Mine\n", "# Mine\n" + TickLine + TockLine)]
    [InlineData(TockLine, TickLine + TockLine)]
    [InlineData("# All\n" + TickLine + "\n# Tocks\n" + TockLine + "# end", "# All\n" + TickLine + "\n# Tocks\n" + TockLine + "# end\n")]
    [InlineData("# All\n" + TickLine + "# More\nZ 0x00010009 GONE active 0.1 flow\n", "# All\n" + TickLine + TockLine + "# More\nZ 0x00010009 GONE active 0.1 flow\n")]
    [InlineData("A 0x00010000 OLD retired 0.2 flow\n# Ticks\n" + TickLine, "A 0x00010000 OLD retired 0.2 flow\n# Ticks\n" + TickLine + TockLine)]
    [InlineData("  Game  0x00010001\tTICK active 0.1 flow number:u32:32  \n", "  Game  0x00010001\tTICK active 0.1 flow number:u32:32  \n" + TockLine)]
    [InlineData(TickLine + "# a \u2028 b \u0085 c \\ */ ; $(x) %3B\n", TickLine + TockLine + "# a \u2028# b \u0085# c \\ */ ; $(x) %3B\n")]
    public async Task Lines_go_where_they_belong_and_all_others_stay(string before, string after)
    {
        // What the lock's reader takes for a line's end begins a comment anew.
        before = before.Replace("\u2028 ", "\u2028# ", StringComparison.Ordinal).Replace("\u0085 ", "\u0085# ", StringComparison.Ordinal);
        Assert.Equal(("events.lock", after), await Update(Events(Tick, Tock).Lock(before)));
    }

    [Fact]
    public async Task Line_ends_stay_what_they_are() => Assert.Equal(
        ("events.lock", "# Mine\r\n" + TickLine.Replace("\n", "\r\n", StringComparison.Ordinal) + TockLine.Replace("\n", "\r\n", StringComparison.Ordinal)),
        await Update(Events(Tick, Tock).Lock("# Mine\r\n" + TickLine.Replace("\n", "\r\n", StringComparison.Ordinal))));

    [Theory]
    [InlineData("retired: '0.3'", "Game 0x00010001 TICK retired 0.3 flow number:u32:32\n")]
    [InlineData("since: '0.3'", TickLine)]
    [InlineData("description: Better said", TickLine)]
    public async Task A_line_is_replaced_where_the_event_was_retired_and_not_for_prose(string key, string line) => Assert.Equal(
        ("events.lock", line + TockLine), await Update(Events(Tick.Replace("fields", key + ", fields", StringComparison.Ordinal), Tock).Lock(TickLine + TockLine)));

    [Fact]
    public async Task A_renamed_event_keeps_its_place_its_version_and_its_old_names()
    {
        string id = $"0x{EventTypeId.Derive("Game", "TICK"):X8}";
        Assert.Equal(
            ("events.lock", $"{TockLine}Game {id} STRIDE active 0.1 was:TICK was:STEP flow\n# end\n"),
            await Update(Events("{ name: STRIDE, renamed_from: TICK }", Tock).Lock($"{TockLine}Game {id} STEP active 0.1 was:TICK flow\n# end\n")));
    }

    [Fact]
    public async Task New_values_of_an_enum_are_added_and_gone_ones_stay() => Assert.Equal(
        ("events.lock", "Game 0x00010001 TICK active - flow why:enum:8::a=1,b=2,c=3\n"),
        await Update(Events("{ name: TICK, id: 0x00010001, fields: [{ name: why, type: enum, values: { a: 1, c: 3 } }] }")
            .Lock("Game 0x00010001 TICK active - flow why:enum:8::a=1,b=2\n")));

    [Theory]
    [InlineData("Game 0x00010001 TICK active - flow number:u64:64\n")]
    [InlineData("Game 0x00010000 TICK active - flow number:u32:32\n")]
    [InlineData("Game 0x00010001 TICK retired - flow number:u32:32\n")]
    [InlineData("Game 0x00010001 STEP active - flow number:u32:32\n")]
    public async Task What_the_declarations_contradict_stays_as_it_is(string line) =>
        Assert.Equal(("events.lock", line + TockLine), await Update(Events(Tick, Tock).Lock(line)));

    [Fact]
    public async Task Of_two_locks_the_first_gets_what_neither_has() => Assert.Equal(
        ("a.lock", "Game 0x00010000 NEW active - no_flow\n" + TickLine),
        await Update(Events(Tick, Tock, "{ name: NEW, id: 0x00010000, flow: false }").Lock(TickLine, "a.lock").Lock(TockLine, "b.lock")));

    [Theory]
    [InlineData("<<<<<<< HEAD\n")]
    [InlineData("Game 0x00010001 TICK\n")]
    public async Task A_damaged_lock_is_left_alone(string line) => Assert.Equal(("events.lock", ""), await Update(Events(Tick).Lock(line)));

    private static Project Events(params string[] events) =>
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n" + string.Concat(events.Select(static one => $"  - {one}\n")));

    /// <summary>The path and the text; and where something was written, a second update finds nothing to do.</summary>
    private static Task<(string Path, string Text)> Update(Project project)
    {
        Project updating = project.Property("OjoUpdatingEventsLock", "true");
        (string path, string text) = Split(GeneratorRun.Of(updating));
        if (path.Length > 0 && text.Length > 0)
        {
            Assert.Equal((path, text), Split(GeneratorRun.Of(updating.Lock(text, path))));
        }

        return Task.FromResult((path, text));
    }

    private static (string Path, string Text) Split(GeneratorRun run)
    {
        // As the targets do it.
        string hidden = run.Sources["Ojo.EventsLock.g.cs"];
        Assert.StartsWith("// <auto-generated/>\n//|", hidden, StringComparison.Ordinal);
        string all = System.Text.RegularExpressions.Regex.Replace(hidden, @"^.*\n//\|", "");
        string path = System.Text.RegularExpressions.Regex.Match(all, "^.*").Value;
        string text = System.Text.RegularExpressions.Regex.Replace(all, @"^.*\n//\|", "");
        text = System.Text.RegularExpressions.Regex.Replace(text, @"(\r\n|[\n\r\u0085\u2028\u2029])//\|", "$1");
        return (path, text.Trim().Length == 0 ? "" : text.TrimEnd('\n').TrimEnd('\r') + (text.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n"));
    }
}
