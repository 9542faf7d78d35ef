using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class NewPayloadFixTests() : FixTest(new NewPayloadFix())
{
    private const string Declare = "Declare it as the new event 'TICK_2', and retire the old one in events.lock";
    private const string Overwrite = "Overwrite its line in events.lock: no trace with the old payload was kept";
    private const string Old = "Game 0x00010001 TICK active - flow number:u32:32\n";
    private const string Released = "Game 0x00010001 TICK active 0.2 flow number:u32:32\n";
    private const string Retired = "Game 0x00010001 TICK retired - flow number:u32:32\n";

    private static readonly string s_derived = $"0x{Ojo.Catalogue.EventTypeId.Derive("Game", "TICK"):X8}";

    [Fact]
    public Task A_derived_id_follows_the_new_name() => Fixes(
        "OJO204",
        Project.WithEvents(EventFile("name: TICK\nfields: [{ name: number, type: u64 }]")).Lock(Old.Replace("0x00010001", s_derived, StringComparison.Ordinal)),
        Project.WithEvents(EventFile("name: TICK_2\nfields: [{ name: number, type: u64 }]")).Lock(Retired.Replace("0x00010001", s_derived, StringComparison.Ordinal)),
        Declare,
        "OJO206");

    [Fact]
    public Task A_pinned_id_becomes_a_free_one()
    {
        uint free = Ojo.Catalogue.EventTypeId.FirstPinned + (Ojo.Catalogue.EventTypeId.Derive("Game", "TICK") & 0x00FFFFFF);
        return Fixes(
            "OJO204",
            Project.WithEvents(EventFile("name: TICK\nid: 0x00010001\nfields: [{ name: number, type: u64 }]")).Lock(Released),
            Project.WithEvents(EventFile($"name: TICK_2\nid: 0x{free:X8}\nfields: [{{ name: number, type: u64 }}]")).Lock(Retired),
            Declare,
            "OJO206");
    }

    [Fact]
    public Task A_method_keeps_its_own_name()
    {
        const string before = """
            namespace Game;

            public static partial class Events
            {
                [TraceEvent(Category = "Game")] public static partial void RecordTick(this Tracer tracer, [FlowId] uint flowId, ulong number);
            }
            """;
        return Fixes(
            "OJO204",
            Project.With(Code(before)).Lock(Old.Replace("0x00010001", s_derived, StringComparison.Ordinal)),
            Project.With(Code(before.Replace("\"Game\")", "\"Game\", Name = \"TICK_2\")", StringComparison.Ordinal)))
                .Lock(Retired.Replace("0x00010001", s_derived, StringComparison.Ordinal)),
            Declare,
            "OJO206");
    }

    [Fact]
    public Task A_number_behind_the_name_is_counted_on() => Offers(
        "OJO204",
        Project.WithEvents(EventFile("name: TICK_2\nid: 0x00010001")).Lock(
            "Game 0x00010001 TICK_2 active 0.2 no_flow\nGame 0x00010002 TICK_3 retired 0.1 flow\n"),
        "Declare it as the new event 'TICK_4', and retire the old one in events.lock");

    [Fact]
    public Task A_line_of_which_nobody_said_that_it_was_released_can_be_overwritten() => Fixes(
        "OJO204",
        Project.WithEvents(EventFile("name: TICK\nid: 0x00010001\nfields: [{ name: number, type: u64 }]")).Lock(Old),
        Project.WithEvents(EventFile("name: TICK\nid: 0x00010001\nfields: [{ name: number, type: u64 }]"))
            .Lock("Game 0x00010001 TICK active - flow number:u64:64\n"),
        Overwrite);

    [Fact]
    public Task A_released_line_cannot_be_overwritten() => Offers(
        "OJO204", Project.WithEvents(EventFile("name: TICK\nid: 0x00010001\nfields: [{ name: number, type: u64 }]")).Lock(Released), Declare);

    [Fact]
    public Task Lines_are_never_overwritten_all_at_once() => FixesOneByOne(
        "OJO204", Project.WithEvents(EventFile("name: TICK\nid: 0x00010001\nfields: [{ name: number, type: u64 }]")).Lock(Old), Overwrite);
}
