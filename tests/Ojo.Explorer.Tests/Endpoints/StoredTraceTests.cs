using System.Globalization;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>The API over a real store.</summary>
public sealed class StoredTraceTests : TraceStoreTest
{
    private const uint Sent = 0x002;
    private const uint SentSized = 0x009;
    private const uint LostInSpace = 0x00D;
    private const uint LinkParent = 0x101;
    private const uint Cwnd = 0x300;

    [Fact]
    public async Task A_file_of_another_writer_with_types_that_nobody_knows_is_all_there()
    {
        Store.Ingest(Enumerable.Range(0, 1000).Select(static n => new TraceRecord((ulong)n, (uint)(n % 4) + 1, 0x00020000 + (uint)(n % 3), (ulong)n)));

        JsonElement stats = await Explorer.GetAsync("/api/stats");
        JsonElement flows = await Explorer.GetAsync("/api/flows");
        JsonElement events = await Explorer.GetAsync("/api/events?limit=10000");
        JsonElement some = await Explorer.GetAsync("/api/events?type=0x00020001&where=payload>=500&limit=10000");
        JsonElement drawn = await Explorer.GetAsync("/api/flows/1-2/series?select=0x00020001.payload");

        Assert.Equal(1000, stats.GetProperty("events").GetInt64());
        Assert.Equal(4, stats.GetProperty("flows").GetInt64());
        Assert.Equal(["0x00020000", "0x00020001", "0x00020002"], stats.GetProperty("types").EnumerateArray().Select(static t => t.GetProperty("name").GetString()!).Order());
        Assert.Equal(4, flows.GetProperty("total").GetInt64());
        Assert.Equal(Enumerable.Range(0, 1000).Select(static n => $"{n}"), events.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("payload").GetString()!));
        Assert.Equal(Enumerable.Range(500, 500).Where(static n => n % 3 == 1).Select(static n => $"{n}"),
            some.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("payload").GetString()!));
        Assert.Equal(Enumerable.Range(0, 1000).Count(static n => n % 4 == 1 && n % 3 == 1),
            drawn.GetProperty("series")[0].GetProperty("count").EnumerateArray().Sum(static c => c.GetInt64()));
    }

    [Fact]
    public async Task Fields_are_decoded_and_times_are_nanoseconds_since_the_start()
    {
        Store.AddRun("edge-proxy", "node-4");
        Store.Ingest(
            new(1, 7, SentSized, 91 | (1UL << 46) | (1200UL << 48)),
            new(2, 7, LostInSpace, 91 | (1UL << 58)),
            new(3, 7, Cwnd, ulong.MaxValue));

        JsonElement page = await Explorer.GetAsync("/api/flows/1-7/events");

        Assert.Equal(
            [
                """{"packet_number":"91","space":"initial","size":1200}""",
                """{"packet_number":"91","space":"application_data","reason":"timeout"}""",
                """{"cwnd":"18446744073709551615"}""",
            ],
            page.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("fields").GetRawText()));
        Assert.Equal([1000, 2000, 3000], page.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("tNs").GetInt64()));
        Assert.Equal("1767225600000000000", page.GetProperty("runs")[0].GetProperty("startNs").GetString());
        Assert.Equal("edge-proxy", page.GetProperty("runs")[0].GetProperty("service").GetString());
    }

    [Fact]
    public async Task Strings_texts_and_bytes_are_decoded_and_can_be_tested()
    {
        const uint Spoken = 0x00050001;
        ulong hash = Store.AddSchema("""
            {"format":1,"providers":[{"provider":"p","events":[{"id":327681,"name":"SPOKEN","fields":[
            {"name":"who","type":"string","offset":0,"bits":32},{"name":"words","type":"text","offset":32,"bits":0},{"name":"noise","type":"bytes","offset":32,"bits":0}]}]}]}
            """);
        Store.AddRun("edge-proxy", "node-4", schemaHash: hash);
        Store.Ingest(
            new(1, 5, MetaEvent.StringDefine, 3), new(1, 5, MetaEvent.Extend, 0x3E623C),
            new(1, 7, Spoken, 5), new(1, 7, MetaEvent.Text, 2), new(1, 7, MetaEvent.Extend, 0x6968), new(1, 7, MetaEvent.Text, 1), new(1, 7, MetaEvent.Extend, 0xFF),
            new(2, 7, Spoken, 0), new(2, 7, MetaEvent.Text, 0), new(2, 7, MetaEvent.Text, 0),
            new(3, 7, Spoken, 6), new(3, 7, MetaEvent.Text, 0), new(3, 7, MetaEvent.Text, 0));

        JsonElement page = await Explorer.GetAsync("/api/events");
        JsonElement named = await Explorer.GetAsync("/api/events?where=" + Uri.EscapeDataString("who=<b>"));
        JsonElement said = await Explorer.GetAsync("/api/events?where=words=hi&where=noise=ff");

        Assert.Equal(
            ["<b> hi ff", " | |", "6 | |"],
            page.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("fields"))
                .Select(static f => $"{f.GetProperty("who")} {Or(f, "words")} {Or(f, "noise")}"));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("events")[1].GetProperty("fields").GetProperty("who").ValueKind);
        Assert.Equal((1, 1), (named.GetProperty("events").GetArrayLength(), said.GetProperty("events").GetArrayLength()));

        static string Or(JsonElement fields, string name) => fields.GetProperty(name).GetString() is { Length: > 0 } text ? text : "|";
    }

    [Theory]
    [InlineData("packet_number=100", 1)]
    [InlineData("packet_number!=100", 199)]
    [InlineData("packet_number<100", 100)]
    [InlineData("packet_number<=100", 101)]
    [InlineData("packet_number>100", 99)]
    [InlineData("packet_number>=100", 100)]
    [InlineData("PACKET_NUMBER>=100", 100)]
    [InlineData("packet_number>=100&where=packet_number<110", 10)]
    [InlineData("packet_number>=100&type=PACKET_SENT&from=150000&to=160000", 10)]
    [InlineData("packet_number>1000", 0)]
    public async Task A_test_of_a_field_lets_through_what_passes_it(string where, int count)
    {
        Store.Ingest(Enumerable.Range(0, 200).SelectMany(static n => (TraceRecord[])[new((ulong)n, 7, Sent, (ulong)n), new((ulong)n, 7, Cwnd, (ulong)n)]));

        JsonElement page = await Explorer.GetAsync($"/api/flows/1-7/events?limit=10000&where={where}");

        Assert.Equal(count, page.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Events_are_paged_without_a_gap_or_a_repetition_while_theStore_grows()
    {
        Store.Ingest(Records(0, 500));
        HashSet<string> seen = [];
        string? cursor = null;
        int pages = 0;
        do
        {
            JsonElement page = await Explorer.GetAsync($"/api/events?limit=37{(cursor is null ? "" : "&cursor=" + cursor)}");
            Assert.All(page.GetProperty("events").EnumerateArray(), e => Assert.True(seen.Add(e.GetProperty("payload").GetString()!), "twice"));
            Assert.Equal(page.GetProperty("hasMore").GetBoolean(), page.GetProperty("nextCursor").ValueKind != JsonValueKind.Null);
            cursor = page.GetProperty("nextCursor").GetString();
            if (++pages <= 5)
            {
                // Later events of the same flows, and another run's.
                Store.Ingest(Records(500 * pages, 500));
                Store.Ingest(Records(1_000_000 + (500 * pages), 10), TraceStore.StartUs + (ulong)pages);
            }
        }
        while (cursor is not null);

        Assert.Equal(
            Enumerable.Range(0, 3000).Concat(Enumerable.Range(1, 5).SelectMany(static p => Enumerable.Range(1_000_000 + (500 * p), 10)))
                .Select(static n => n.ToString(CultureInfo.InvariantCulture)).Order(),
            seen.Order());

        static IEnumerable<TraceRecord> Records(int from, int count) =>
            Enumerable.Range(from, count).Select(static n => new TraceRecord((ulong)n, (uint)(n % 7), Sent, (ulong)n));
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Pages_of_a_flow_joined_are_the_flow_in_order(string order)
    {
        // Many events at one instant: a place in the list is more than a time.
        Store.Ingest(Enumerable.Range(0, 300).Select(static n => new TraceRecord((ulong)(n / 50), 7, Sent, (ulong)n)));
        List<string> whole = await PayloadsAsync($"/api/flows/1-7/events?order={order}&limit=1000");

        List<string> joined = [];
        string? cursor = null;
        do
        {
            JsonElement page = await Explorer.GetAsync($"/api/flows/1-7/events?order={order}&limit=7{(cursor is null ? "" : "&cursor=" + cursor)}");
            joined.AddRange(page.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("payload").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(300, whole.Count);
        Assert.Equal(whole, joined);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("first")]
    public async Task Flows_are_paged_without_a_gap_or_a_repetition_while_theStore_grows(string sort)
    {
        Store.Ingest(Enumerable.Range(1, 100).Select(static n => new TraceRecord((ulong)n, (uint)n, Sent, 0)));
        List<string> seen = [];
        string? cursor = null;
        do
        {
            JsonElement page = await Explorer.GetAsync($"/api/flows?sort={sort}&limit=9{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.GetProperty("flows").EnumerateArray().Select(static f => f.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
            if (seen.Count == 18)
            {
                Store.Ingest(Enumerable.Range(101, 50).Select(static n => new TraceRecord((ulong)n, (uint)n, Sent, 0)));
            }
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 150).Select(static n => $"1-{n}"), seen);
    }

    [Fact]
    public async Task Flows_are_sorted_searched_and_linked()
    {
        Store.AddRun("edge-proxy", "node-4");
        Store.Ingest(
            new(1, 7, Sent, 1), new(2, 8, Sent, 1), new(3, 8, Sent, 2), new(4, 8, LostInSpace, 2), new(5, 9, LinkParent, 8), new(900, 7, Sent, 2));
        Store.Ingest([new(1, 7, Sent, 1)], TraceStore.StartUs + 1);

        Assert.Equal(["1-8", "1-7"], (await FlowsAsync("/api/flows?run=1&sort=events&order=desc"))[..2]);
        Assert.Equal("1-7", (await FlowsAsync("/api/flows?sort=duration&order=desc"))[0]);
        Assert.Equal("1-8", (await FlowsAsync("/api/flows?sort=lost&order=desc"))[0]);
        Assert.Equal("1-7", (await FlowsAsync("/api/flows?run=1&sort=last&order=desc"))[0]);
        Assert.Equal(["1-7", "1-8", "1-9", "2-7"], await FlowsAsync("/api/flows?sort=id"));
        Assert.Equal(["1-9"], await FlowsAsync("/api/flows?parent=1-8"));
        Assert.Equal(["1-7", "1-8", "1-9"], await FlowsAsync("/api/flows?search=EDGE"));
        Assert.Equal(["2-7"], await FlowsAsync("/api/flows?search=2-7"));
        Assert.Empty(await FlowsAsync("/api/flows?search=" + Uri.EscapeDataString("%' OR 1=1 --")));
        Assert.Empty(await FlowsAsync("/api/flows?search=_dge"));

        JsonElement parent = await Explorer.GetAsync("/api/flows/1-8");
        Assert.Equal(1, parent.GetProperty("children").GetInt64());
        Assert.Equal(2, parent.GetProperty("summary").GetProperty("packetsSent").GetInt64());
        Assert.Equal(1, parent.GetProperty("summary").GetProperty("packetsLost").GetInt64());
        Assert.Equal(JsonValueKind.Null, parent.GetProperty("summary").GetProperty("maxCwnd").ValueKind);
        Assert.Equal("edge-proxy", parent.GetProperty("run").GetProperty("service").GetString());
        Assert.Equal("1-8", (await Explorer.GetAsync("/api/flows/1-9")).GetProperty("parentId").GetString());
    }

    [Fact]
    public async Task A_series_holds_every_event_of_the_range_at_every_width()
    {
        Store.Ingest(Enumerable.Range(0, 5000).Select(static n => new TraceRecord((ulong)n * 10, 7, Cwnd, (ulong)(n * 7 % 1000))));

        foreach (int width in (int[])[1, 10, 333, 8192])
        {
            JsonElement series = (await Explorer.GetAsync($"/api/flows/1-7/series?select=CWND_UPDATED.cwnd&width={width}&from=10000000&to=20000000")).GetProperty("series")[0];
            Assert.Equal(1000, series.GetProperty("count").EnumerateArray().Sum(static c => c.GetInt64()));
            Assert.InRange(series.GetProperty("count").GetArrayLength(), 1, Math.Max(width, 1));
            Assert.Equal(Enumerable.Range(1000, 1000).Max(static n => n * 7 % 1000), series.GetProperty("max").EnumerateArray().Max(static m => m.GetDouble()));
            Assert.Equal(Enumerable.Range(1000, 1000).Min(static n => n * 7 % 1000), series.GetProperty("min").EnumerateArray().Min(static m => m.GetDouble()));
            Assert.Equal(999 * 7 % 1000, series.GetProperty("before").GetProperty("last").GetDouble());
        }
    }

    [Fact]
    public async Task Two_processes_with_the_same_flow_id_are_never_mixed()
    {
        Store.Ingest([new(1, 7, Sent, 111)]);
        Store.Ingest([new(1, 7, Sent, 222)], TraceStore.StartUs + 1);

        Assert.Equal(["111"], await PayloadsAsync("/api/flows/1-7/events"));
        Assert.Equal(["222"], await PayloadsAsync("/api/flows/2-7/events"));
        Assert.Equal(["222"], await PayloadsAsync("/api/events?run=2"));
        Assert.Equal(["111", "222"], await PayloadsAsync("/api/events"));
    }

    [Fact]
    public async Task Lost_events_are_told_with_their_cause_and_time()
    {
        Store.Ingest(new(1, 7, Sent, 1), new(9, 1, MetaEvent.EventsDropped, 4410), new(9, 1, MetaEvent.Extend, 5));

        JsonElement gap = (await Explorer.GetAsync("/api/gaps?run=1")).GetProperty("gaps")[0];
        JsonElement stats = await Explorer.GetAsync("/api/stats");

        Assert.Equal("""{"runId":1,"fromNs":5000,"toNs":9000,"cause":"buffer_full","events":4410}""", gap.GetRawText());
        Assert.Equal(4410, stats.GetProperty("dropped").GetInt64());
        Assert.Equal(1, stats.GetProperty("events").GetInt64());
    }

    [Fact]
    public async Task Lost_events_of_a_time_by_the_clock_on_the_wall_are_those_whose_gap_ends_in_it_its_end_left_out()
    {
        Store.Ingest(
            new(2000, 1, MetaEvent.EventsDropped, 1), new(2000, 1, MetaEvent.Extend, 500),
            new(3000, 1, MetaEvent.EventsDropped, 2), new(3000, 1, MetaEvent.Extend, 2500),
            new(4000, 7, Sent, 1));
        long startMs = (long)TraceStore.StartUs / 1000;

        Assert.Equal((long[])[1, 2], await GapsAsync(0, 4));
        Assert.Equal((long[])[1], await GapsAsync(2, 3));
        Assert.Equal((long[])[2], await GapsAsync(3, 4));
        Assert.Empty(await GapsAsync(0, 2));

        async Task<long[]> GapsAsync(long from, long to) =>
            [.. (await Explorer.GetAsync($"/api/gaps?fromMs={startMs + from}&toMs={startMs + to}")).GetProperty("gaps").EnumerateArray().Select(static gap => gap.GetProperty("events").GetInt64())];
    }

    [Fact]
    public async Task An_event_type_from_a_schema_file_comes_with_its_fields_whatever_they_are_called()
    {
        const string name = "<SCRIPT>ALERT('1')</SCRIPT>";
        ulong hash = Store.AddSchema("""
            {"format":1,"providers":[{"provider":"game.netcode","namespace":"Game","events":[{"id":65552,"name":"<SCRIPT>ALERT('1')</SCRIPT>","category":"Game \"x\"","description":"A snapshot left","role":"packet_sent",
            "fields":[{"name":"tick'; --","type":"u32","kind":"identifier","part":"packet_number","offset":0,"bits":32},{"name":"size","type":"u16","kind":"bytes","unit":"bytes","description":"On the wire","offset":32,"bits":16},
            {"name":"why","type":"enum","offset":48,"bits":8,"values":{"timer":1,"<b>":2}}]}]}]}
            """);
        Store.AddRun("game", "node-1", schemaHash: hash);
        Store.Ingest(new TraceRecord(1, 7, 0x00010010, 5 | (1400UL << 32) | (2UL << 48)), new(2, 7, 0x00010010, 6 | (900UL << 32) | (1UL << 48)));

        JsonElement types = await Explorer.GetAsync("/api/event-types");
        JsonElement type = types.GetProperty("eventTypes").EnumerateArray().Single(static t => t.GetProperty("eventType").GetUInt64() == 0x00010010);
        JsonElement page = await Explorer.GetAsync($"/api/events?type={Uri.EscapeDataString(name)}&where={Uri.EscapeDataString("tick'; -->=6")}");

        Assert.Equal(name, type.GetProperty("name").GetString());
        Assert.Equal("bytes", type.GetProperty("fields")[1].GetProperty("unit").GetString());
        Assert.Equal("<b>", type.GetProperty("fields")[2].GetProperty("values").EnumerateArray().Last().GetProperty("name").GetString());
        Assert.Equal("""{"tick'; --":6,"size":900,"why":"timer"}""", page.GetProperty("events")[0].GetProperty("fields").GetRawText());
        Assert.Equal(1, page.GetProperty("events").GetArrayLength());
        Assert.Equal(2, (await Explorer.GetAsync("/api/flows/1-7")).GetProperty("summary").GetProperty("packetsSent").GetInt64());
    }

    [Fact]
    public async Task A_value_that_a_field_cannot_be_compared_with_is_a_fault()
    {
        Store.Ingest(new TraceRecord(1, 7, LostInSpace, 91));

        JsonElement problem = await Explorer.GetProblemAsync(400, "/api/events?where=reason=tiemout");

        Assert.Equal("urn:ojo:problem:bad-query", problem.GetProperty("type").GetString());
        Assert.Contains("tiemout", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/flows/1-99")]
    [InlineData("/api/flows/9-7/events")]
    [InlineData("/api/flows/1-99/events?type=PACKET_SENT")]
    [InlineData("/api/events?flow=1-99")]
    [InlineData("/api/flows/1-99/series?select=PACKET_SENT")]
    [InlineData("/api/flows/9-7/series?select=PACKET_SENT")]
    public async Task A_flow_that_was_never_recorded_is_not_found(string path)
    {
        Store.Ingest(new TraceRecord(1, 7, Sent, 91));

        await Explorer.GetProblemAsync(404, path);
    }

    [Fact]
    public async Task A_type_that_is_known_and_never_happened_is_an_empty_page_and_an_empty_series()
    {
        Store.Ingest(new TraceRecord(1, 7, Sent, 91));

        Assert.Empty(await PayloadsAsync("/api/events?type=CWND_UPDATED"));
        Assert.Empty(await PayloadsAsync("/api/flows/1-7/events?type=0x12345678"));
        Assert.Equal(0, (await Explorer.GetAsync("/api/flows/1-7/series?select=CWND_UPDATED.cwnd")).GetProperty("series")[0].GetProperty("count").GetArrayLength());
    }

    private async Task<List<string>> PayloadsAsync(string path) =>
        [.. (await Explorer.GetAsync(path)).GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("payload").GetString()!)];

    private async Task<List<string>> FlowsAsync(string path) =>
        [.. (await Explorer.GetAsync(path)).GetProperty("flows").EnumerateArray().Select(static f => f.GetProperty("id").GetString()!)];
}
