extern alias generators;

using System.Text.RegularExpressions;
using generators::Ojo.Catalogue;
using generators::Ojo.Generators.Emit;
using generators::Ojo.Generators.Model;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Foreign;

/// <summary>The C header that a property asks for. That it works is for the tests of the package, which run what it says.</summary>
public sealed partial class CHeaderTests
{
    private const string Everything = """
        namespace: Game
        class: GameEvents
        provider: game.netcode
        events:
          - name: SNAPSHOT_SENT
            id: 0x00010010
            description: A snapshot left the server
            fields:
              - { name: tick, type: u32, bits: 30, unit: ticks }
              - { name: delta, type: i16, bits: 12 }
              - { name: reason, type: enum, values: { timer: 1, tail: 2 } }
              - { name: load, type: f32 }
              - { name: share, type: f64 }
              - { name: sure, type: bool }
              - { name: lag, type: duration }
              - { name: at, type: timestamp }
              - { name: unit, type: char }
              - { name: peer, type: ip }
              - { name: id, type: uuid }
              - { name: level, type: string }
              - { name: note, type: text }
              - { name: blob, type: bytes }
          - { name: NOTHING_HAPPENED, flow: false }
          - { name: OLD, retired: "0.3", fields: [{ name: a, type: u8 }] }
        """;

    // Whatever could end a comment or a literal, draw up a line, or be a name that C, C++ or a system has already.
    private const string Hostile = """
        namespace: Game
        class: GameEvents
        provider: int
        description: "*/ int x; /*"
        events:
          - { name: MAX, description: '*/ #error no /* ??/ \' }
          - { name: MIN, description: "a // b */" }
          - { name: LEAST8_T, description: "??/" }
          - { name: A_B, fields: [{ name: c, type: enum, values: { d: 1, e_f: 2 } }] }
          - { name: A, fields: [{ name: b_c, type: u8, values: { d: 1, e: 2 } }, { name: id, type: u8 }] }
          - { name: A_ID, description: "\u202E\u2066 turned around" }
          - name: KEYWORDS
            fields:
              - { name: int, type: u8 }
              - { name: class, type: u8, description: '*/' }
              - { name: out, type: u8 }
              - { name: words, type: u8 }
              - { name: flow_id, type: u8 }
              - { name: ts_delta, type: u8 }
              - { name: linux, type: u8 }
              - { name: errno, type: i8 }
              - { name: bool, type: bool }
        """;

    private const string Colliding = """
        using Ojo;
        namespace Game;
        public enum Größe { Groß = 1, Klein = -1 }
        public static partial class GameEvents
        {
            [TraceEvent(Provider = "a.b", Flow = false)] public static partial void RecordC(this Tracer tracer);
            [TraceEvent(Provider = "a-b")] public static partial void RecordC2(this Tracer tracer, [FlowId] uint flowId, ulong value);
            [TraceEvent(Provider = "a", Name = "B_C")] public static partial void RecordBC(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent(Provider = "ojo.", Name = "PUT")] public static partial void RecordPut(this Tracer tracer, [FlowId] uint flowId);
            [TraceEvent(Provider = "größe", Name = "X")] public static partial void RecordX(this Tracer tracer, [FlowId] uint flowId, Größe size);
            [TraceEvent(Provider = "static", Name = "ASSERT")] public static partial void RecordAssert(this Tracer tracer, [FlowId] uint flowId);
        }
        """;

    public static TheoryData<string, string> Dialects => CCompiler.Dialects;

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_sort_of_field_compiles_without_a_warning(string compiler, string standard) => await Compile(Project.WithEvents(Everything), compiler, standard);

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Hostile_names_and_descriptions_compile_without_a_warning(string compiler, string standard) =>
        await Compile(Project.WithEvents(Hostile).Property("RootNamespace", "x"), compiler, standard);

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Names_that_become_one_in_C_are_kept_apart(string compiler, string standard) =>
        await Compile(Project.With(Colliding.Replace("\"ojo.\"", "\"ojo_\"", StringComparison.Ordinal)), compiler, standard);

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Strings_and_texts_compile_without_a_warning(string compiler, string standard)
    {
        static FieldModel Field(string name, FieldType type, int offset, int width) => new() { Name = name, Type = type, BitOffset = offset, BitWidth = width };
        EventModel model = new()
        {
            Provider = "game",
            Namespace = "Game",
            Name = "SAID",
            Id = 0x00010001,
            Category = "General",
            Fields = new(
            [
                Field("level", FieldType.String, 0, 32),
                Field("note", FieldType.Text, 32, 0),
                Field("note_length", FieldType.U64, 32, 64),
                Field("blob", FieldType.Bytes, 96, 0),
            ]),
        };
        string header = CHeaderEmitter.Emit(new CHeaderModel("events.h", "Game", new([new ProviderModel("game", "GameProvider", "", new([model]))])));
        Assert.Contains("uint32_t level, const void *note, size_t note_length, uint64_t note_length_, const void *blob, size_t blob_length)", header, StringComparison.Ordinal);
        await Compile(header, compiler, standard);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_example_of_the_page_compiles_without_a_warning(string compiler, string standard)
    {
        string page = Repository.Read("docs", "EVENTS.md");
        IEnumerable<string> files = Fence("yaml").Matches(page).Select(static match => match.Groups[1].Value);
        Project project = Project.WithEvents(files.Single(static file => file.Contains("provider: game.netcode", StringComparison.Ordinal)));
        Assert.Empty(await Diagnosis.Of(project));
        using CCompiler c = new();
        c.Write("events.h", HeaderOf(project));
        await c.CompileAsync(compiler, standard, c.Write("main.c", Assert.Single(Fence("c").Matches(page)).Groups[1].Value));
    }

    [Fact]
    public void Each_event_has_its_number_its_values_its_description_and_a_function()
    {
        string header = HeaderOf(Project.WithEvents(Everything));
        Assert.Contains("#define GAME_NETCODE_PROVIDER \"game.netcode\"\n", header, StringComparison.Ordinal);
        Assert.Contains(" * SNAPSHOT_SENT: A snapshot left the server.\n", header, StringComparison.Ordinal);
        Assert.Contains("#define GAME_NETCODE_SNAPSHOT_SENT_ID UINT32_C(0x00010010)\n", header, StringComparison.Ordinal);
        Assert.Contains("#define GAME_NETCODE_SNAPSHOT_SENT_REASON_TAIL 2u\n", header, StringComparison.Ordinal);
        Assert.Contains("*game_netcode_snapshot_sent(struct ojo_record *out, uint64_t ts_delta, uint32_t flow_id, uint32_t tick, int16_t delta, ", header, StringComparison.Ordinal);
        Assert.Contains("*game_netcode_nothing_happened(struct ojo_record *out, uint64_t ts_delta)\n", header, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retired_event_has_its_number_and_no_function()
    {
        string header = HeaderOf(Project.WithEvents(Everything));
        Assert.Contains("#define GAME_NETCODE_OLD_ID ", header, StringComparison.Ordinal);
        Assert.DoesNotContain("game_netcode_old(", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_unless_the_property_asks_for_it() =>
        Assert.DoesNotContain("Ojo.CHeader.g.cs", GeneratorRun.Of(Project.WithEvents(Everything)).Sources.Keys);

    [Fact]
    public void The_folder_of_the_header_is_not_in_it() => Assert.Equal(
        HeaderOf(Project.WithEvents(Everything), "/home/me/secret/events.h"), HeaderOf(Project.WithEvents(Everything), "C:\\work\\events.h"));

    [Fact]
    public void The_names_of_the_part_that_all_headers_share_are_taken()
    {
        string[] functions = [.. Function().Matches(string.Join('\n', CHeaderPrelude.Lines)).Select(static match => match.Groups[1].Value)];
        Assert.True(functions.Length > 10);
        Assert.Empty(functions.Except(CHeaderPrelude.Names));
    }

    private static async Task Compile(Project project, string compiler, string standard)
    {
        // A wrong declaration would not be in the header, and prove nothing.
        Assert.Empty(await Diagnosis.Of(project));
        await Compile(HeaderOf(project), compiler, standard);
    }

    private static async Task Compile(string header, string compiler, string standard)
    {
        using CCompiler c = new();
        c.Write("events.h", header);
        await c.CompileAsync(compiler, standard, c.Write("main.c", "#include \"events.h\"\n#include \"events.h\"\nint used(void);\nint used(void) { return 0; }\n"));
    }

    private static string HeaderOf(Project project, string path = "include/events.h")
    {
        string hidden = GeneratorRun.Of(project.Property("OjoCHeader", path)).Sources["Ojo.CHeader.g.cs"];
        return string.Concat(hidden.Split('\n').Skip(1).Where(static line => line.Length > 0).Select(static line => line["//|".Length..] + "\n"));
    }

    /// <summary>The examples of a page in one language.</summary>
    private static Regex Fence(string language) => new($"```{language}\n(.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^static inline [^(]*?\*?(\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Function();
}
