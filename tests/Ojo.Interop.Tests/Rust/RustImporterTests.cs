using System.Buffers.Binary;
using System.Text;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Rust;

public sealed class RustImporterTests : IDisposable
{
    private const ulong Start = 1_700_000_000_000_000_000;
    private const ulong Version = 0x1234_5678_9ABC_DEF0;
    private const ulong WideFlow = 0xFEDC_BA98_7654_3210;
    private const ulong WideType = 0x8000_0000_0000_0007;

    private const string Schema = """
        {"schema_version": 1311768467463790320, "events": [
          {"value": 2, "name": "PacketSent", "category": "Packet", "description": "A packet left", "module": "net", "value_type": 1},
          {"value": 768, "name": "CWND_UPDATED", "category": "CongestionControl", "description": "", "module": "cc", "value_type": 3},
          {"value": 9223372036854775815, "name": "BURST", "category": "Pacing", "description": "A burst", "module": "cc", "value_type": 7},
          {"value": 0, "name": "TICK", "category": "Timer", "description": "", "module": "", "value_type": 4},
          {"value": 33, "name": "stream_link_parent", "category": "Stream", "description": "", "module": "", "value_type": 1}
        ]}
        """;

    private readonly TemporaryDirectory _directory = new();

    private string Database { get; set; }

    public RustImporterTests() => Database = _directory["store.db"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("store.db")]
    [InlineData("shards/")]
    public void Ids_of_64_bits_are_whole_in_the_placeand_values_have_their_types_and_roles(string place)
    {
        Database = _directory[place];
        ImportedFile file = Import(Trace("a.bin", [
            [1_000, WideFlow, 2, 17, 0],
            [2_500, WideFlow, 768, 14_520, 0],
            [3_000, WideFlow, WideType, 5_000, 9_000],
            [3_500, 7, 33, WideFlow, 0],
            [4_000, 7, 0, 250, 0],
            [5_000, ulong.MaxValue, ulong.MaxValue, 42, 0],
            [6_000, uint.MaxValue, 0xFF03, 1, 2],
        ]));
        Assert.Equal((6L, 0L, null), (file.Events, file.ProblemCount, file.Failure));

        using IStoreReader store = OjoStore.OpenReader(Database);
        FlowPage flows = store.GetFlows(new FlowQuery { Order = FlowOrder.Id });
        Assert.Equal([7UL, uint.MaxValue, WideFlow], flows.Flows.Select(static flow => flow.Flow.FlowId));
        FlowDetails wide = store.GetFlow(new FlowKey(1, WideFlow))!;
        Assert.Equal((1L, 14_520L), (wide.Summary.PacketsSent, wide.Summary.MaxCwnd));
        Assert.Equal(WideFlow, store.GetFlow(new FlowKey(1, 7))!.Row.ParentFlowId);
        IReadOnlyList<EventRow> events = store.GetEvents(new EventQuery()).Events;
        Assert.Equal(
            [
                "1000 2 PacketSent packet_number=17", "2500 768 CWND_UPDATED cwnd=14520", "3000 9223372036854775815 BURST start=5000 end=9000",
                "3500 257 STREAM_LINK_PARENT parent_flow_id=18364758544493064720", "4000 0 TICK value=250", "6000 65283 0x0000FF03",
            ],
            events.Select(static e => $"{e.TNs} {e.EventType} {string.Join(' ', [e.Name, .. e.Fields.Select(static field => $"{field.Name}={field.Value}")])}"));
        Gap gap = Assert.Single(store.GetGaps());
        Assert.Equal((4_000L, 5_000L, 42L), (gap.FromNs, gap.ToNs, gap.Events));
        Assert.Equal((long)Start, Assert.Single(store.GetRuns()).StartNs);
    }

    [Fact]
    public void Ids_of_64_bits_are_whole_in_SQL_too()
    {
        Import(Trace("a.bin", [[1_000, WideFlow, 2, 17, 0], [3_000, WideFlow, WideType, 5_000, 9_000]]));
        using IStoreReader store = OjoStore.OpenReader(Database);
        Assert.Equal(
            ["18364758544493064720|2", "18364758544493064720|9223372036854775815"],
            SqlRows.Of(store, "SELECT flow_id, event_type FROM events ORDER BY ts_ns"));
        Assert.Equal(["18364758544493064720|5000|9000"], SqlRows.Of(store, "SELECT flow_id, start, \"end\" FROM burst"));
        Assert.Equal(["BURST"], SqlRows.Of(store, "SELECT name FROM event_types WHERE event_type = '9223372036854775815'"));
    }

    [Fact]
    public void Files_of_one_run_are_one_run_and_a_file_comes_once()
    {
        string first = Trace("a.bin", [[1_000, 1, 2, 1, 0]]);
        string second = Trace("b.bin", [[2_000, 1, 2, 2, 0]]);
        Import(first);
        Import(second);
        Assert.Equal((0L, 1L), (Import(first).Events, Import(second).KnownEvents));
        using IStoreReader store = OjoStore.OpenReader(Database);
        Assert.Single(store.GetRuns());
        Assert.Equal(2, store.GetFlow(new FlowKey(1, 1))!.Row.Events);
    }

    [Fact]
    public void Many_wide_ids_keep_their_meaning_from_file_to_file_of_an_import()
    {
        const int Count = 700_000;
        ulong[][] records = [.. Enumerable.Range(0, Count).Select(static n => new[] { (ulong)n, ((ulong)(n % 1000) << 40) | 5, WideType + ((ulong)n % 3), (ulong)n, (ulong)(n % 2) })];
        Assert.Equal(Count, Import(Trace("a.bin", records)).Events);
        using IStoreReader store = OjoStore.OpenReader(Database);
        Assert.Equal(1000, store.GetStatistics().Flows);
        Assert.Equal(
            [$"{WideType}|233334", $"{WideType + 1}|233333", $"{WideType + 2}|233333"],
            store.GetEventTypes().Where(static type => type.Count > 0).Select(static type => $"{type.EventType}|{type.Count}").Order());
        FlowDetails last = store.GetFlow(new FlowKey(1, (999UL << 40) | 5))!;
        Assert.Equal((700L, 999L, 699_999L), (last.Row.Events, last.Row.FirstNs, last.Row.LastNs));
    }

    [Fact]
    public void Without_its_schema_a_trace_is_known_by_numbers_and_says_so()
    {
        string path = Trace("a.bin", [[1_000, 1, 0x7000_0001, 3, 4], [1_001, 1, 2, 5, 0]], schema: null);
        ImportedFile file = Import(path);
        Assert.Equal("There is no event_schema_123456789abcdef0.json in ../schema, ./schema or beside the file: its events are known by their numbers alone.", Assert.Single(file.Problems).Message);
        using IStoreReader store = OjoStore.OpenReader(Database);
        Assert.Equal(["0x70000001", "PACKET_SENT"], store.GetEvents(new EventQuery()).Events.Select(static e => e.Name));
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    [InlineData("""{"events": [{"value": -1, "name": "x"}]}""", "cannot be read")]
    [InlineData("""{"events": [{"value": 2, "name": "A"}, {"value": 2, "name": "B"}]}""", "is there twice")]
    [InlineData("""{"events": [{"value": 2, "name": ""}]}""", "has no name")]
    public void A_bad_schema_costs_names_and_no_events(string schema, string problem)
    {
        ImportedFile file = Import(Trace("a.bin", [[1_000, 1, 2, 5, 0]], schema));
        Assert.Equal(1, file.Events);
        Assert.Contains(problem, Assert.Single(file.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_off_or_is_of_another_version_says_so()
    {
        string path = Trace("a.bin", [[1_000, 1, 2, 5, 0], [2_000, 1, 2, 6, 0]]);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^7]);
        ImportedFile cut = Import(path);
        Assert.Equal((1L, new ImportProblem("a.bin", 64, "The file ends within a record, after 33 of its 40 bytes. The records before it were taken in.")), (cut.Events, Assert.Single(cut.Problems)));
        File.WriteAllBytes(path, bytes[..20]);
        Assert.Equal("a.bin, byte 20: The header of a trace file has 24 bytes, and the file ends before it does.", Import(path).Failure);
        bytes[4] = 9;
        File.WriteAllBytes(path, bytes);
        Assert.Equal("a.bin, byte 4: The file is of version 9, and version 1 is what is known here.", Import(path).Failure);
    }

    private ImportedFile Import(string path) => Assert.Single(TraceImport.Run(new ImportOptions { Files = [path], DatabasePath = Database }).Files);

    private string Trace(string name, ulong[][] records, string? schema = Schema)
    {
        Directory.CreateDirectory(_directory["raw"]);
        Directory.CreateDirectory(_directory["schema"]);
        if (schema is not null)
        {
            File.WriteAllText(Path.Combine(_directory["schema"], "event_schema_123456789abcdef0.json"), schema);
        }

        byte[] bytes = new byte[24 + (records.Length * 40)];
        Encoding.ASCII.GetBytes("ojo\0\u0001", bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Start);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), Version);
        int offset = 24;
        foreach (ulong word in records.SelectMany(static record => record))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(offset), word);
            offset += sizeof(ulong);
        }

        string path = Path.Combine(_directory["raw"], name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
