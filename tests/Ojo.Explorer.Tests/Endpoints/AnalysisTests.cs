using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>What is worked out of events one by one, over a real store: packets, stretches of time, derived series, counts, histograms, groups.</summary>
public sealed class AnalysisTests : TraceStoreTest
{
    private const uint Sent = 0x002;
    private const uint Acked = 0x003;
    private const uint Lost = 0x004;
    private const uint SentSized = 0x009;
    private const uint LatestRtt = 0x304;
    private const uint BytesInFlight = 0x303;

    [Fact]
    public async Task A_packets_life_is_told_in_order_with_its_times_by_role()
    {
        Store.Ingest(new(1, 7, Sent, 5), new(2, 7, Sent, 6), new(9, 7, Acked, 5), new(11, 7, Lost, 6), new(3, 8, Sent, 5));

        JsonElement life = await Explorer.GetAsync("/api/flows/1-7/packets/5");

        JsonElement packet = life.GetProperty("packets")[life.GetProperty("asked").GetInt32()];
        Assert.Equal("5", packet.GetProperty("packetNumber").GetString());
        Assert.Equal((1000, 9000), (packet.GetProperty("sentNs").GetInt64(), packet.GetProperty("ackedNs").GetInt64()));
        Assert.Equal(JsonValueKind.Null, packet.GetProperty("lostNs").ValueKind);
        Assert.Equal(["packet_sent", "packet_acked"], packet.GetProperty("steps").EnumerateArray().Select(static step => step.GetProperty("role").GetString()!));
        Assert.Equal("5", packet.GetProperty("steps")[0].GetProperty("event").GetProperty("fields").GetProperty("packet_number").GetString());
        Assert.False(life.GetProperty("timeIsUp").GetBoolean());
    }

    [Fact]
    public async Task A_packet_of_the_largest_number_is_found_exactly_and_one_that_never_was_has_no_steps()
    {
        Store.Ingest(new TraceRecord(1, 7, Sent, ulong.MaxValue), new TraceRecord(2, 7, Sent, ulong.MaxValue - 1));

        JsonElement largest = await Explorer.GetAsync($"/api/flows/1-7/packets/{ulong.MaxValue}");
        JsonElement none = await Explorer.GetAsync("/api/flows/1-7/packets/12345");

        Assert.Equal("18446744073709551615", largest.GetProperty("packets")[0].GetProperty("packetNumber").GetString());
        Assert.Equal(1000, largest.GetProperty("packets")[0].GetProperty("sentNs").GetInt64());
        Assert.Equal(0, none.GetProperty("packets")[0].GetProperty("steps").GetArrayLength());
    }

    [Theory]
    [InlineData("packets/5")]
    [InlineData("range")]
    [InlineData("derived?select=rtt")]
    public async Task Of_a_flow_that_there_is_not_nothing_is_made_up(string question)
    {
        Store.Ingest(new TraceRecord(1, 7, Sent, 5));

        foreach (string flow in (string[])["1-8", "2-7"])
        {
            JsonElement problem = await Explorer.GetProblemAsync(404, $"/api/flows/{flow}/{question}");
            Assert.Equal("urn:ojo:problem:unknown-flow", problem.GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task A_stretch_of_time_is_added_up_by_role()
    {
        Store.Ingest([.. Enumerable.Range(0, 100).SelectMany(static n => new TraceRecord[]
        {
            new((ulong)n * 10, 7, SentSized, (uint)n | (1000UL << 48)),
            new((ulong)n * 10 + 1, 7, n % 10 == 0 ? Lost : Acked, (ulong)n),
            new((ulong)n * 10 + 2, 7, LatestRtt, (ulong)(100 + n)),
        })]);

        JsonElement all = await Explorer.GetAsync("/api/flows/1-7/range");
        JsonElement half = await Explorer.GetAsync("/api/flows/1-7/range?from=0&to=500000");
        JsonElement nothing = await Explorer.GetAsync("/api/flows/1-7/range?from=5000000&to=6000000");

        Assert.Equal((300, 100, 90, 10), (Number(all, "events"), Number(all, "packetsSent"), Number(all, "packetsAcked"), Number(all, "packetsLost")));
        Assert.Equal(100_000, Number(all, "bytesSent"));
        Assert.Equal((100, true), (Number(all.GetProperty("rtt"), "samples"), all.GetProperty("rtt").GetProperty("exact").GetBoolean()));
        Assert.Equal((150, 50, 500_000), (Number(half, "events"), Number(half, "packetsSent"), Number(half, "durationNs")));
        Assert.Equal(50_000 / 500e-6, half.GetProperty("sendRate").GetDouble(), 3);
        Assert.Equal(JsonValueKind.Null, half.GetProperty("partial").ValueKind);
        Assert.Equal((0, JsonValueKind.Null, JsonValueKind.Null), (Number(nothing, "events"), nothing.GetProperty("packetsSent").ValueKind, nothing.GetProperty("rtt").ValueKind));
    }

    [Fact]
    public async Task Derived_series_are_columns_and_what_cannot_be_worked_out_says_why()
    {
        Store.Ingest(new(0, 7, Sent, 1), new(40, 7, Acked, 1), new(50, 7, Sent, 2), new(99, 7, Lost, 2));

        JsonElement derived = await Explorer.GetAsync("/api/flows/1-7/derived?select=rtt,loss_rate,throughput&from=0&to=100000&width=2");

        Assert.Equal(50_000, Number(derived, "bucketNs"));
        JsonElement[] series = [.. derived.GetProperty("series").EnumerateArray()];
        Assert.Equal(["rtt", "loss_rate", "throughput"], series.Select(static one => one.GetProperty("kind").GetString()!));
        Assert.Equal("[40,null]", series[0].GetProperty("value").GetRawText());
        Assert.Equal("[0,1]", series[1].GetProperty("value").GetRawText());
        Assert.Equal(0, series[2].GetProperty("value").GetArrayLength());
        Assert.EndsWith(".", series[2].GetProperty("unavailable").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_counted_over_time_by_type()
    {
        Store.Ingest([.. Enumerable.Range(0, 100).Select(static n => new TraceRecord((ulong)n, (uint)(n % 2), n < 50 ? Sent : Acked, (ulong)n))]);

        JsonElement counts = await Explorer.GetAsync("/api/event-counts?run=1&from=0&to=100000&width=2");
        JsonElement ofFlow = await Explorer.GetAsync("/api/event-counts?flow=1-1&from=0&to=100000&width=2&type=packet_sent&where=packet_number>=10");

        Assert.Equal(["[50,0]", "[0,50]"], counts.GetProperty("types").EnumerateArray().Select(static type => type.GetProperty("counts").GetRawText()));
        Assert.Equal(["[20,0]"], ofFlow.GetProperty("types").EnumerateArray().Select(static type => type.GetProperty("counts").GetRawText()));
        Assert.Equal("urn:ojo:problem:bad-query", (await Explorer.GetProblemAsync(400, "/api/event-counts")).GetProperty("type").GetString());
        Assert.Equal("urn:ojo:problem:unknown-event-type", (await Explorer.GetProblemAsync(400, "/api/event-counts?run=1&type=packet_snet")).GetProperty("type").GetString());
        Assert.Equal("urn:ojo:problem:unknown-run", (await Explorer.GetProblemAsync(404, "/api/event-counts?run=9")).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_histograms_edges_are_exact_however_large_the_values()
    {
        Store.Ingest(new(1, 7, BytesInFlight, ulong.MaxValue), new(2, 7, BytesInFlight, ulong.MaxValue - 1), new(3, 7, BytesInFlight, ulong.MaxValue - 1));

        JsonElement histogram = await Explorer.GetAsync("/api/histogram?field=BYTES_IN_FLIGHT_UPDATED.bytes_in_flight&buckets=2");

        Assert.Equal("18446744073709551614", histogram.GetProperty("edges")[0].GetString());
        Assert.Equal(3, histogram.GetProperty("counts").EnumerateArray().Sum(static count => count.GetInt64()));
        Assert.Equal("urn:ojo:problem:bad-query", (await Explorer.GetProblemAsync(400, "/api/histogram?field=colour")).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Groups_have_keys_that_can_be_joined_with_what_else_the_api_names()
    {
        Store.Ingest([.. Enumerable.Range(0, 60).Select(static n => new TraceRecord((ulong)n, (uint)(n % 2) + 7, SentSized, (uint)n | (1UL << 46) | ((ulong)(uint)(n % 3 * 100) << 48)))]);

        JsonElement groups = await Explorer.GetAsync("/api/groups?by=flow,type,field:space&field=size&percentile=50,100&sort=key&order=asc");
        JsonElement overTime = await Explorer.GetAsync("/api/groups?by=run,time:30000&limit=1&sort=key&order=asc");

        Assert.Equal(["flow", "type", "field:space"], groups.GetProperty("by").EnumerateArray().Select(static word => word.GetString()!));
        int type = groups.GetProperty("types")[0].GetProperty("typeKey").GetInt32();
        Assert.Equal([$"[\"1-7\",{type},\"initial\"]", $"[\"1-8\",{type},\"initial\"]"], groups.GetProperty("groups").EnumerateArray().Select(static group => group.GetProperty("keys").GetRawText()));
        JsonElement first = groups.GetProperty("groups")[0];
        Assert.Equal((30, 3000, 0, 200), (Number(first, "count"), Number(first, "sum"), Number(first, "min"), Number(first, "max")));
        Assert.Equal("[100,200]", first.GetProperty("percentiles").GetRawText());
        Assert.Equal(1, Number(groups.GetProperty("runs")[0], "runId"));
        Assert.Equal("[1,0]", overTime.GetProperty("groups")[0].GetProperty("keys").GetRawText());
        Assert.Equal((30, 2), (Number(overTime.GetProperty("remainder"), "count"), Number(overTime, "groupCount")));
        Assert.Equal(1, Number(overTime.GetProperty("runs")[0], "runId"));
    }

    [Fact]
    public async Task A_question_whose_time_is_up_says_how_far_it_came_and_is_not_remembered()
    {
        Store.Ingest(Enumerable.Range(0, 400_000).Select(static n => new TraceRecord((ulong)n, 7, Sent, (ulong)n)));

        using HttpResponseMessage response = await Explorer.Client.GetAsync(new Uri("/api/groups?by=field:packet_number&timeLimitMs=1", UriKind.Relative));
        JsonElement answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());

        JsonElement partial = answer.GetProperty("partial");
        Assert.True(partial.GetProperty("timeIsUp").GetBoolean());
        Assert.InRange(Number(partial, "events"), 0, 399_999);
        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
