using Ojo.Generators.CodeFixes.Fixes;

namespace Ojo.Generators.Tests.Fixes;

public sealed class RespellFixTests() : FixTest(new RespellFix())
{
    [Fact]
    public Task A_key_becomes_the_one_that_was_meant() => FixesEvent(
        "OJO102",
        "name: PING\ncategry: Net # of all",
        "name: PING\ncategory: Net # of all",
        "Change categry to category");

    [Fact]
    public Task A_key_that_is_like_no_other_stays() => Offers("OJO102", Project.WithEvents(EventFile("name: PING\ncolour: red")));

    [Fact]
    public Task A_key_whose_right_spelling_is_there_already_stays() =>
        Offers("OJO102", Project.WithEvents(EventFile("name: PING\ncategory: Net\ncategry: Net")));

    [Fact]
    public Task A_word_becomes_the_one_that_was_meant() => FixesEvent(
        "OJO111",
        "name: PING\nfields:\n  - { name: size, type: u8, kind: \"byte\" }",
        "name: PING\nfields:\n  - { name: size, type: u8, kind: \"bytes\" }",
        "Change \"byte\" to \"bytes\"");

    [Fact]
    public Task Every_word_and_key_of_a_file_becomes_the_one_that_was_meant() => FixesEverywhere(
        "OJO111",
        Project.WithEvents(EventFile("name: PING\nlevel: debg\nfields:\n  - { name: size, type: duratoin }\n  - { name: late, type: bol }")),
        Project.WithEvents(EventFile("name: PING\nlevel: debug\nfields:\n  - { name: size, type: duration }\n  - { name: late, type: bool }")),
        "Change debg to debug");

    [Fact]
    public Task An_enum_becomes_the_one_that_was_meant() => Fixes(
        "OJO112",
        Project.WithEvents("""
            namespace: Game
            class: GameEvents
            enums:
              Reason: { values: { timer: 1 } }
            events:
              - name: PING
                fields: [{ name: why, type: enum, enum: Raeson }]

            """),
        Project.WithEvents("""
            namespace: Game
            class: GameEvents
            enums:
              Reason: { values: { timer: 1 } }
            events:
              - name: PING
                fields: [{ name: why, type: enum, enum: Reason }]

            """),
        "Change Raeson to Reason");

    [Theory]
    [InlineData("flow: yes", "flow: true")]
    [InlineData("flow: \"false\"", "flow: false")]
    [InlineData("flow: Off", "flow: false")]
    [InlineData("id: \"0x00010001\"", "id: 0x00010001")]
    public Task A_flag_or_number_is_written_as_one(string before, string after) => FixesEvent(
        "OJO104", "name: PING\n" + before, "name: PING\n" + after, $"Change {before.Split(' ')[1]} to {after.Split(' ')[1]}");

    [Theory]
    [InlineData("ProbeSent", "PROBE_SENT")]
    [InlineData("probe-sent", "PROBE_SENT")]
    [InlineData("'probe sent'", "'PROBE_SENT'")]
    public Task A_wire_name_is_spelled_as_one(string before, string after) =>
        FixesEvent("OJO018", $"name: {before}", $"name: {after}", $"Change {before} to {after}");

    [Fact]
    public Task An_old_wire_name_is_spelled_as_one() => FixesEvent(
        "OJO018", "name: PING\nrenamed_from: probe-sent", "name: PING\nrenamed_from: PROBE_SENT", "Change probe-sent to PROBE_SENT");

    [Fact]
    public Task A_wire_name_of_other_letters_is_left_to_its_author() => Offers("OJO018", Project.WithEvents(EventFile("name: PRÜFUNG")));

    [Fact]
    public Task A_field_name_is_spelled_as_one() => FixesEvent(
        "OJO019",
        "name: PING\nfields: [{ name: packetNumber, type: u8 }]",
        "name: PING\nfields: [{ name: packet_number, type: u8 }]",
        "Change packetNumber to packet_number");

    [Theory]
    [InlineData("category: Flow control", "category: FlowControl")]
    [InlineData("category: Flow/control.", "category: FlowControl")]
    public Task A_category_is_spelled_as_one(string before, string after) =>
        FixesEvent("OJO020", $"name: PING\n{before}", $"name: PING\n{after}", $"Change {before[10..]} to {after[10..]}");

    [Fact]
    public Task A_provider_is_spelled_as_one() => Fixes(
        "OJO021",
        Project.WithEvents("namespace: Game\nclass: GameEvents\nprovider: game/netcode\nevents: []\n"),
        Project.WithEvents("namespace: Game\nclass: GameEvents\nprovider: game.netcode\nevents: []\n"),
        "Change game/netcode to game.netcode");

    [Fact]
    public Task A_version_is_spelled_as_one() => FixesEvent(
        "OJO026", "name: PING\nsince: '0.3 (beta)'", "name: PING\nsince: '0.3-beta'", "Change '0.3 (beta)' to '0.3-beta'");

    [Fact]
    public Task An_attributes_text_is_spelled_right() => Fixes(
        "OJO018",
        """
        public static partial class Events
        {
            [TraceEvent(Name = "ProbeSent", Category = "Net")]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        """
        public static partial class Events
        {
            [TraceEvent(Name = "PROBE_SENT", Category = "Net")]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """,
        "Change \"ProbeSent\" to \"PROBE_SENT\"");

    [Fact]
    public Task A_constant_is_left_to_its_author() => Offers("OJO020", Project.With(Code("""
        public static partial class Events
        {
            private const string Net = "Net work";

            [TraceEvent(Category = Net)]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId);
        }
        """)));

    [Theory]
    [InlineData("sizes > 5 and why = timer", "size > 5 and why = timer", "Change sizes to size")]
    [InlineData("'size > 5 and why = timre:3/1s'", "'size > 5 and why = timer:3/1s'", "Change timre to timer")]
    public Task A_word_of_a_condition_becomes_the_one_that_was_meant(string before, string after, string title) => FixesEvent(
        "OJO032",
        $"name: PING\nsnapshot_when: {before}\nfields: [{{ name: size, type: u8 }}, {{ name: why, type: enum, values: {{ timer: 1 }} }}]",
        $"name: PING\nsnapshot_when: {after}\nfields: [{{ name: size, type: u8 }}, {{ name: why, type: enum, values: {{ timer: 1 }} }}]",
        title);

    [Fact]
    public Task A_word_of_a_condition_in_an_attribute_becomes_the_one_that_was_meant() => Fixes(
        "OJO032",
        """
        public static partial class Events
        {
            [TraceEvent(SnapshotWhen = "flow = 7 and sizes > 5")]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, byte size);
        }
        """,
        """
        public static partial class Events
        {
            [TraceEvent(SnapshotWhen = "flow = 7 and size > 5")]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, byte size);
        }
        """,
        "Change sizes to size");

    [Theory]
    [InlineData("SnapshotWhen = \"size > 5ms\"")]
    [InlineData("SnapshotWhen = \"s\\u0069zes > 5\"")]
    public Task What_is_wrong_with_a_condition_otherwise_is_left_to_its_author(string arguments) => Offers("OJO032", Project.With(Code($$"""
        public static partial class Events
        {
            [TraceEvent({{arguments}})]
            public static partial void RecordPing(this Tracer tracer, [FlowId] uint flowId, byte size);
        }
        """)));
}
