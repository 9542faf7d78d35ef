using Ojo.Catalogue;
using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class RenamedFromFixTests() : FixTest(new RenamedFromFix())
{
    private const string Title = "Say that it was renamed from 'TICK'";

    private static readonly string s_derived = $"0x{EventTypeId.Derive("Game", "TICK"):X8}";

    [Fact]
    public Task An_event_with_the_id_of_one_that_is_gone_says_so_and_the_lock_too() => Fixes(
        "OJO208",
        Project.WithEvents(EventFile("name: STEP\nid: 0x00010001")).Lock("Game 0x00010001 TICK active - flow\n"),
        Project.WithEvents(EventFile("name: STEP\nrenamed_from: TICK\nid: 0x00010001")).Lock("Game 0x00010001 STEP active - was:TICK flow\n"),
        Title);

    [Fact]
    public Task An_event_whose_derived_id_would_change_keeps_it() => Fixes(
        "OJO208",
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n  - { name: STEP, category: Game }\n").Lock($"Game {s_derived} TICK active - flow\n"),
        Project.WithEvents("namespace: Game\nclass: GameEvents\nevents:\n  - { name: STEP, renamed_from: TICK, category: Game }\n").Lock($"Game {s_derived} TICK active - flow\n"),
        Title,
        "OJO206");

    [Fact]
    public Task A_method_says_so_in_its_attribute() => Fixes(
        "OJO208",
        Project.With(Method("[TraceEvent]")).Lock($"Game {s_derived} TICK active - flow\n"),
        Project.With(Method("[TraceEvent(RenamedFrom = \"TICK\")]")).Lock($"Game {s_derived} TICK active - flow\n"),
        Title,
        "OJO206");

    [Fact]
    public Task An_old_name_that_was_left_out_again_comes_back() => Fixes(
        "OJO203",
        Project.WithEvents(EventFile("name: STEP\ncategory: Game")).Lock($"Game {s_derived} STEP active - was:TICK flow\n"),
        Project.WithEvents(EventFile("name: STEP\nrenamed_from: TICK\ncategory: Game")).Lock($"Game {s_derived} STEP active - was:TICK flow\n"),
        Title);

    private static string Method(string attribute) => Code(
        $"namespace Game;\n\npublic static partial class Events\n{{\n    {attribute} public static partial void RecordStep(this Tracer tracer, [FlowId] uint flowId);\n}}\n");
}
