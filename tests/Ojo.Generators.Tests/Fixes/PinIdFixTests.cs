using Ojo.Catalogue;
using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class PinIdFixTests() : FixTest(new PinIdFix())
{
    private const string Derive = "Leave the id out: it is derived from the name";

    private const string Twice = "namespace: Game\nclass: GameEvents\nevents:\n  - name: PING\n    id: 0x00010001\n  - name: TICK\n";

    private static readonly string s_derived = $"0x{EventTypeId.Derive("Game", "TICK"):X8}";

    // What is proposed for an event comes from its names.
    private static readonly string s_free = $"0x{EventTypeId.FirstPinned + (EventTypeId.Derive("Game", "TICK") & 0x00FFFFFF):X8}";

    [Fact]
    public Task An_id_becomes_the_one_that_the_lock_has() => Fixes(
        "OJO203",
        Project.WithEvents(EventFile("name: TICK\nid: 0x00010002 # changed")).Lock("Game 0x00010001 TICK active - flow\n"),
        Project.WithEvents(EventFile("name: TICK\nid: 0x00010001 # changed")).Lock("Game 0x00010001 TICK active - flow\n"),
        "Pin the id 0x00010001");

    [Fact]
    public Task An_id_that_was_left_out_is_pinned_again() => Fixes(
        "OJO203",
        Project.WithEvents(EventFile("name: TICK # each frame\ncategory: Game")).Lock("Game 0x00010001 TICK active - flow\n"),
        Project.WithEvents(EventFile("name: TICK # each frame\nid: 0x00010001\ncategory: Game")).Lock("Game 0x00010001 TICK active - flow\n"),
        "Pin the id 0x00010001");

    [Fact]
    public Task An_id_in_braces_is_pinned_after_the_name() => Fixes(
        "OJO203",
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n  - { name: TICK, category: Game }\n").Lock("Game 0x00010001 TICK active - flow\n"),
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n  - { name: TICK, id: 0x00010001, category: Game }\n").Lock("Game 0x00010001 TICK active - flow\n"),
        "Pin the id 0x00010001");

    [Fact]
    public Task An_id_that_was_derived_is_derived_again() => Fixes(
        "OJO203",
        Project.WithEvents(EventFile("name: TICK\nid: 0x00010002\ncategory: Game")).Lock($"Game {s_derived} TICK active - flow\n"),
        Project.WithEvents(EventFile("name: TICK\ncategory: Game")).Lock($"Game {s_derived} TICK active - flow\n"),
        Derive);

    [Theory]
    [InlineData("[TraceEvent(0x00010002)]", "[TraceEvent(0x00010001)]")]
    [InlineData("[TraceEvent]", "[TraceEvent(0x00010001)]")]
    [InlineData("[TraceEvent()]", "[TraceEvent(0x00010001)]")]
    [InlineData("[Ojo.TraceEvent(Category = \"Game\")]", "[Ojo.TraceEvent(0x00010001, Category = \"Game\")]")]
    public Task A_methods_id_becomes_the_one_that_the_lock_has(string before, string after) => Fixes(
        "OJO203",
        Project.With(Method(before)).Lock("Game 0x00010001 TICK active - flow\n"),
        Project.With(Method(after)).Lock("Game 0x00010001 TICK active - flow\n"),
        "Pin the id 0x00010001");

    [Theory]
    [InlineData("[TraceEvent(0x00010002)]", "[TraceEvent]")]
    [InlineData("[TraceEvent(0x00010002, Category = \"Game\")]", "[TraceEvent(Category = \"Game\")]")]
    public Task A_methods_id_that_was_derived_is_derived_again(string before, string after) => Fixes(
        "OJO203",
        Project.With(Method(before)).Lock($"Game {s_derived} TICK active - flow\n"),
        Project.With(Method(after)).Lock($"Game {s_derived} TICK active - flow\n"),
        Derive);

    [Fact]
    public Task Of_two_events_with_one_id_the_second_gets_another() => Fixes(
        "OJO200",
        Project.WithEvents(Twice + "    id: 0x00010001\n"),
        Project.WithEvents(Twice + $"    id: {s_free}\n"),
        $"Pin the id {s_free}");

    [Fact]
    public Task Every_event_with_the_id_of_another_gets_its_own() => FixesEverywhere(
        "OJO200",
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }", "{ name: PONG, id: 0x00010001 }", "{ name: TICK, id: 0x00010001 }")),
        Project.WithEvents(File("{ name: PING, id: 0x00010001 }", "{ name: PONG }", "{ name: TICK }")),
        Derive);

    [Fact]
    public Task A_reserved_id_is_left_out() => Fixes(
        "OJO202",
        Project.WithEvents(File("{ name: TICK, id: 0x00000001 }")),
        Project.WithEvents(File("{ name: TICK }")),
        Derive);

    [Fact]
    public Task Every_reserved_id_is_left_out() => FixesEverywhere(
        "OJO202",
        Project.WithEvents(File("{ id: 0, name: PING }", "{ name: TICK, id: 0x80000000 }")).Source(Method("[TraceEvent(0xFFFFu)]", "Method")),
        Project.WithEvents(File("{ name: PING }", "{ name: TICK }")).Source(Method("[TraceEvent]", "Method")),
        Derive);

    [Fact]
    public Task The_id_of_a_retired_event_is_left_to_it() => Offers(
        "OJO207",
        Project.WithEvents(File("{ name: TICK, id: 0x00010001 }")).Lock("Game 0x00010001 PING retired 0.3 flow\n"),
        Derive,
        $"Pin the id {s_free}");

    [Fact]
    public Task An_event_that_is_no_rename_gets_another_id() => Fixes(
        "OJO208",
        Project.WithEvents(File("{ name: TICK, id: 0x00010001 }")).Lock("Game 0x00010001 PING active 0.3 flow\n"),
        Project.WithEvents(File($"{{ name: TICK, id: {s_free} }}")).Lock("Game 0x00010001 PING active 0.3 flow\n"),
        $"Pin the id {s_free}",
        "OJO205",
        "OJO206");

    private static string Method(string attribute, string space = "Game") =>
        Code($"namespace {space};\n\npublic static partial class Events\n{{\n    {attribute} public static partial void RecordTick(this Tracer tracer, [FlowId] uint flowId);\n}}\n");

    private static string File(params string[] events) =>
        "namespace: Game\nclass: GameEvents\nevents:\n" + string.Concat(events.Select(static one => $"  - {one}\n"));
}
