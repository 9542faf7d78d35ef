using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class LockFixTests() : FixTest(new LockFix())
{
    private const string Ping = "Game 0x00010001 PING active - flow";
    private const string Pong = "Game 0x00010002 PONG active - flow number:u32:32";
    private const string Tick = "Game 0x00010003 TICK active - flow";

    private static readonly string s_events = File(
        "{ name: PING, id: 0x00010001 }", "{ name: PONG, id: 0x00010002, fields: [{ name: number, type: u32 }] }", "{ name: TICK, id: 0x00010003 }");

    [Fact]
    public Task A_missing_line_comes_to_its_sorted_place() => Fixes(
        "OJO206",
        Project.WithEvents(s_events).Lock($"# All events\n\n{Ping}\n{Tick}\n"),
        Project.WithEvents(s_events).Lock($"# All events\n\n{Ping}\n{Pong}\n{Tick}\n"),
        "Add the event to events.lock");

    [Fact]
    public Task A_missing_line_comes_last_where_it_sorts_last() => Fixes(
        "OJO206",
        Project.WithEvents(s_events).Lock($"{Ping}\r\n{Pong}\r\n# the end\r\n"),
        Project.WithEvents(s_events).Lock($"{Ping}\r\n{Pong}\r\n{Tick}\r\n# the end\r\n"),
        "Add the event to events.lock");

    [Fact]
    public Task A_lock_without_a_last_line_break_gets_one_before_the_line() => Fixes(
        "OJO206",
        Project.WithEvents(s_events).Lock($"{Ping}\n{Pong}"),
        Project.WithEvents(s_events).Lock($"{Ping}\n{Pong}\n{Tick}"),
        "Add the event to events.lock");

    [Theory]
    [InlineData("")]
    [InlineData("# All events\n")]
    public Task All_missing_lines_come_in_sorted(string before) => FixesEverywhere(
        "OJO206",
        Project.WithEvents(s_events).Lock(before),
        Project.WithEvents(s_events).Lock($"{before}{Ping}\n{Pong}\n{Tick}\n"),
        "Add the event to events.lock");

    [Fact]
    public Task A_line_is_added_for_a_method_too()
    {
        string code = Code("""
            namespace Game;

            public static partial class Events
            {
                [TraceEvent(0x00010001)] public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
            }
            """);
        return Fixes("OJO206", Project.With(code).Lock(""), Project.With(code).Lock($"{Ping}\n"), "Add the event to events.lock");
    }

    [Fact]
    public Task A_retired_event_replaces_its_line()
    {
        string events = File("{ name: PING, id: 0x00010001, retired: \"0.3\" }");
        return Fixes(
            "OJO206",
            Project.WithEvents(events).Lock($"{Ping}\n{Pong.Replace("active", "retired", StringComparison.Ordinal)}\n"),
            Project.WithEvents(events).Lock($"Game 0x00010001 PING retired 0.3 flow\n{Pong.Replace("active", "retired", StringComparison.Ordinal)}\n"),
            "Bring the event's line in events.lock up to date");
    }

    [Fact]
    public Task A_line_without_a_declaration_is_retired() => Fixes(
        "OJO205",
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\n{Tick} # kept\n".Replace(" # kept", "", StringComparison.Ordinal)),
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\nGame 0x00010003 TICK retired - flow\n"),
        "Retire the event in the lock");

    [Fact]
    public Task All_lines_without_a_declaration_are_retired() => FixesEverywhere(
        "OJO205",
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\n{Pong}\n{Tick}\n"),
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock(
            $"{Ping}\nGame 0x00010002 PONG retired - flow number:u32:32\nGame 0x00010003 TICK retired - flow\n"),
        "Retire the event in the lock");

    [Fact]
    public Task A_line_that_stands_twice_is_taken_away_once() => Fixes(
        "OJO209",
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\n{Ping}\n"),
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\n"),
        "Remove the line");

    [Fact]
    public Task The_marks_of_a_merge_are_taken_away_and_the_lines_of_both_sides_stay() => FixesEverywhere(
        "OJO209",
        Project.WithEvents(s_events).Lock($"{Ping}\n<<<<<<< HEAD\n{Pong}\n=======\n{Tick}\n>>>>>>> branch\n"),
        Project.WithEvents(s_events).Lock($"{Ping}\n{Pong}\n{Tick}\n"),
        "Remove the line");

    [Fact]
    public Task A_line_that_says_something_else_than_the_first_is_left_to_its_author() => Offers(
        "OJO209",
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\n{Ping} number:u32:32\n"));

    [Fact]
    public Task A_line_that_cannot_be_read_is_left_to_its_author() => Offers(
        "OJO209", Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\nGame 0x0001\n"));

    [Fact]
    public Task A_line_that_another_lock_has_word_for_word_is_taken_away() => Fixes(
        "OJO211",
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\n", "a.lock").Lock($"# Shared\n\n{Ping.Replace(" ", "  ", StringComparison.Ordinal)}\n# end\n", "b.lock"),
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\n", "a.lock").Lock("# Shared\n\n# end\n", "b.lock"),
        "Remove the line");

    [Fact]
    public Task All_lines_that_another_lock_has_word_for_word_are_taken_away() => FixesEverywhere(
        "OJO211",
        Project.WithEvents(s_events).Lock($"{Ping}\n{Pong}\n{Tick}\n", "a.lock").Lock($"{Pong}\n{Tick}", "b.lock"),
        Project.WithEvents(s_events).Lock($"{Ping}\n{Pong}\n{Tick}\n", "a.lock").Lock("", "b.lock"),
        "Remove the line");

    [Theory]
    [InlineData("Game 0x00010001 PING active 0.1 flow")]
    [InlineData("Game 0x00010009 PING active - flow")]
    [InlineData("Game 0x00010001 PONG active - flow")]
    public Task A_line_that_says_something_else_than_that_of_another_lock_is_left_to_its_author(string line) => Offers(
        "OJO211", Project.WithEvents(File("{ name: PING, id: 0x00010001 }")).Lock($"{Ping}\n", "a.lock").Lock($"{line}\n", "b.lock"));

    private static string File(params string[] events) =>
        "namespace: Game\nclass: GameEvents\nevents:\n" + string.Concat(events.Select(static one => $"  - {one}\n"));
}
