using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>How what the store says is written, and how what the address says is asked for.</summary>
public sealed class AnswerTests : IAsyncLifetime
{
    private readonly FakeStore _store = new();
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync() => _explorer = await RunningExplorer.StartAsync(_store);

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Fact]
    public async Task Stats_are_exactly_what_the_contract_names()
    {
        JsonElement stats = await _explorer.GetAsync("/api/stats");

        Assert.Equal(
            """{"events":184201,"flows":12,"runs":1,"files":13,"dropped":0,"firstNs":"1767225600000012000","lastNs":"1767225612400000000","types":[{"typeKey":13,"eventType":13,"name":"PACKET_LOST_IN_SPACE","category":"Packet","count":1285},{"typeKey":41,"eventType":"18446744073709551615","name":"0xFFFFFFFFFFFFFFFF","category":"","count":1}],"missing":[]}""",
            stats.GetRawText());
    }

    [Fact]
    public async Task An_empty_store_has_no_first_and_no_last_event()
    {
        _store.Statistics = static () => new StoreStatistics(0, 0, 0, 0, 0, null, null, []);

        JsonElement stats = await _explorer.GetAsync("/api/stats");

        Assert.Equal(JsonValueKind.Null, stats.GetProperty("firstNs").ValueKind);
        Assert.Equal(JsonValueKind.Null, stats.GetProperty("lastNs").ValueKind);
        Assert.Equal(0, stats.GetProperty("types").GetArrayLength());
    }

    [Fact]
    public async Task A_run_says_when_it_started_to_the_nanosecond_and_for_people()
    {
        JsonElement run = (await _explorer.GetAsync("/api/runs")).GetProperty("runs")[0];

        Assert.Equal("1767225600000000000", run.GetProperty("startNs").GetString());
        Assert.Equal("2026-01-01T00:00:00.0000000Z", run.GetProperty("startedAt").GetString());
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public async Task A_run_of_an_impossible_start_is_shown_all_the_same(long startNs)
    {
        _store.Runs = () => [SampleStore.Run with { StartNs = startNs, Service = null, Host = null, ProcessId = null }];

        JsonElement run = (await _explorer.GetAsync("/api/runs")).GetProperty("runs")[0];

        Assert.Equal(startNs.ToString(System.Globalization.CultureInfo.InvariantCulture), run.GetProperty("startNs").GetString());
        Assert.Equal(JsonValueKind.Null, run.GetProperty("service").ValueKind);
    }

    [Fact]
    public async Task Flows_are_asked_for_as_the_address_says()
    {
        FlowQuery? asked = null;
        _store.Flows = (query, _) =>
        {
            asked = query;
            return new FlowPage([SampleStore.Flow with { ParentFlowId = ulong.MaxValue }], 77, "next page");
        };

        JsonElement page = await _explorer.GetAsync("/api/flows?sort=lost&order=desc&search=edge%20proxy&parent=1-7&limit=5");

        Assert.Equal(new FlowQuery { RunId = 1, ParentFlowId = 7, Search = "edge proxy", Order = FlowOrder.Lost, Descending = true, Limit = 5 }, asked);
        Assert.Equal("1-18446744073709551615", page.GetProperty("flows")[0].GetProperty("parentId").GetString());
        Assert.Equal(12_399_988_000, page.GetProperty("flows")[0].GetProperty("durationNs").GetInt64());
        Assert.Equal(77, page.GetProperty("total").GetInt64());
        Assert.True(page.GetProperty("hasMore").GetBoolean());
        Assert.Equal("1767225600000000000", page.GetProperty("runs")[0].GetProperty("startNs").GetString());
    }

    [Fact]
    public async Task Flows_without_a_word_are_the_first_fifty()
    {
        FlowQuery? asked = null;
        _store.Flows = (query, _) => { asked = query; return new FlowPage([], 0, null); };

        JsonElement page = await _explorer.GetAsync("/api/flows");

        Assert.Equal(new FlowQuery(), asked);
        Assert.False(page.GetProperty("hasMore").GetBoolean());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("nextCursor").ValueKind);
        Assert.Equal(0, page.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task Events_are_asked_for_as_the_address_says()
    {
        EventQuery? asked = null;
        _store.Events = (query, _) => { asked = query; return new EventPage(SampleStore.Events, "more"); };

        JsonElement page = await _explorer.GetAsync(
            "/api/flows/1-7/events?type=packet_lost_in_space,40&type=0x2&from=-5&to=6&where=packet_number>=100&where=reason!=timeout&order=desc&limit=10000");

        Assert.NotNull(asked);
        Assert.Equal(new FlowKey(1, 7), asked.Flow);
        Assert.Null(asked.RunId);
        Assert.Equal(["packet_lost_in_space", "40", "0x2"], asked.Types);
        Assert.Equal((-5L, 6L, true, 10_000, null), (asked.FromNs, asked.ToNs, asked.Descending, asked.Limit, asked.Cursor));
        Assert.Equal([new("packet_number", FieldOperator.GreaterOrEqual, "100"), new("reason", FieldOperator.NotEqual, "timeout")], asked.Tests);
        Assert.True(page.GetProperty("hasMore").GetBoolean());
    }

    [Theory]
    [InlineData("a=1", "a", FieldOperator.Equal, "1")]
    [InlineData("a!=1", "a", FieldOperator.NotEqual, "1")]
    [InlineData("a<1", "a", FieldOperator.Less, "1")]
    [InlineData("a<=1", "a", FieldOperator.LessOrEqual, "1")]
    [InlineData("a>1", "a", FieldOperator.Greater, "1")]
    [InlineData("a>=-1.5", "a", FieldOperator.GreaterOrEqual, "-1.5")]
    [InlineData("a = b=c", "a", FieldOperator.Equal, "b=c")]
    public async Task Every_operator_is_read(string where, string field, FieldOperator fieldOperator, string value)
    {
        EventQuery? asked = null;
        _store.EventTypes = () => [new(1, 1, FakeStore.Describe("X", new Catalogue.FieldDescriptor { Name = "a", Type = Catalogue.FieldType.U64, BitOffset = 0, BitWidth = 64 }), 1)];
        _store.Events = (query, _) => { asked = query; return new EventPage([], null); };

        await _explorer.GetAsync("/api/events?where=" + Uri.EscapeDataString(where));

        Assert.Equal([new FieldTest(field, fieldOperator, value)], asked!.Tests);
    }

    [Fact]
    public async Task An_event_is_written_with_every_digit()
    {
        JsonElement events = (await _explorer.GetAsync("/api/events")).GetProperty("events");

        Assert.Equal(
            """{"id":"981","flow":"1-7","tNs":1203000000,"typeKey":13,"eventType":13,"name":"PACKET_LOST_IN_SPACE","payload":"18446744073709551615","fields":{"packet_number":"91","space":0,"reason":"timeout"}}""",
            events[0].GetRawText());
        Assert.Equal(
            """{"id":"982","flow":"1-7","tNs":1203004000,"typeKey":40,"eventType":2147498401,"name":"0x800039A1","payload":"17","fields":{}}""",
            events[1].GetRawText());
    }

    [Fact]
    public async Task A_series_is_columns_and_what_is_not_finite_is_null()
    {
        JsonElement answer = await _explorer.GetAsync("/api/flows/1-7/series?select=PACKET_LOST_IN_SPACE.packet_number&select=0x0D&from=1000&to=2000&width=10");

        Assert.Equal((1000L, 2000L), (answer.GetProperty("fromNs").GetInt64(), answer.GetProperty("toNs").GetInt64()));
        Assert.Equal(["PACKET_LOST_IN_SPACE.packet_number", "0x0D"], answer.GetProperty("series").EnumerateArray().Select(static s => s.GetProperty("selector").GetString()!));
        Assert.Equal(
            """{"selector":"0x0D","bucketNs":1048576,"firstNs":[1000010000,1001060000],"lastNs":[1001020000,1001900000],"first":[12000,null],"last":[12400,13000],"min":[12000,12500],"max":[12400,13000],"count":[5,3],"before":{"firstNs":999990000,"lastNs":999990000,"first":12000,"last":12000,"min":12000,"max":12000,"count":1},"timeIsUp":false}""",
            answer.GetProperty("series")[1].GetRawText());
    }

    [Fact]
    public async Task The_catalogue_has_types_that_no_schema_names_too()
    {
        JsonElement types = (await _explorer.GetAsync("/api/event-types")).GetProperty("eventTypes");

        Assert.Equal("packet_lost", types[0].GetProperty("role").GetString());
        Assert.Equal("scatter", types[0].GetProperty("chart").GetString());
        Assert.Equal("""{"name":"reason","type":"enum","kind":"state","unit":"","part":"reason","description":"","offset":58,"bits":6,"values":[{"name":"unspecified","value":0},{"name":"timeout","value":1}]}""",
            types[0].GetProperty("fields")[2].GetRawText());
        Assert.False(types[1].GetProperty("known").GetBoolean());
        Assert.Equal("0x800039A1", types[1].GetProperty("name").GetString());
        Assert.Equal("18446744073709551615", types[2].GetProperty("eventType").GetString());
    }

    [Fact]
    public async Task A_gap_says_why()
    {
        JsonElement gaps = (await _explorer.GetAsync("/api/gaps?run=1")).GetProperty("gaps");

        Assert.Equal("""[{"runId":1,"fromNs":2100000000,"toNs":2140000000,"cause":"buffer_full","events":4410}]""", gaps.GetRawText());
    }

    [Fact]
    public async Task Names_that_would_be_markup_come_through_as_text()
    {
        const string hostile = "</script><script>alert('1')</script>\"\\\u2028\0";
        _store.Runs = () => [SampleStore.Run with { Service = hostile, Host = hostile }];
        _store.EventTypes = () => [new(13, 13, FakeStore.Describe(hostile), 1)];

        using HttpResponseMessage response = await _explorer.Client.GetAsync(new Uri("/api/event-types", UriKind.Relative));
        JsonElement types = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        JsonElement runs = await _explorer.GetAsync("/api/runs");

        Assert.Equal(hostile, types.GetProperty("eventTypes")[0].GetProperty("name").GetString());
        Assert.Equal(hostile, runs.GetProperty("runs")[0].GetProperty("service").GetString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_page_whose_time_was_up_says_how_far_it_came_and_is_not_remembered()
    {
        EventQuery? asked = null;
        _store.Events = (query, _) =>
        {
            asked = query;
            return new EventPage(SampleStore.Events, "go on") { Stopped = new ListStop(1, 1_203_004_001) };
        };
        _store.Flows = static (_, _) => new FlowPage([SampleStore.Flow], 1, "go on") { IsPartial = true };

        using HttpResponseMessage events = await _explorer.Client.GetAsync(new Uri("/api/events?timeLimitMs=50", UriKind.Relative));
        JsonElement page = JsonElement.Parse(await events.Content.ReadAsStringAsync());
        JsonElement flows = await _explorer.GetAsync("/api/flows?timeLimitMs=50");
        await _explorer.GetAsync("/api/events");

        Assert.Null(asked!.TimeLimit);
        Assert.Equal("""{"runId":1,"reachedNs":1203004001}""", page.GetProperty("stopped").GetRawText());
        Assert.True(page.GetProperty("hasMore").GetBoolean());
        Assert.Null(events.Headers.ETag);
        Assert.True(flows.GetProperty("timeIsUp").GetBoolean());
    }
}
