using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>Filters over HTTP, against a real store.</summary>
public sealed class FilterEndpointTests : TraceStoreTest
{
    private protected override void Fill(TraceStore store)
    {
        store.AddRun("edge-proxy", "node-4");
        store.Ingest(
            new TraceRecord(100, 7, 0x002, 1), new TraceRecord(200, 7, 0x002, 2), new TraceRecord(300, 7, 0x004, 1), new TraceRecord(400, 7, 0x300, 30_000),
            new TraceRecord(500, 8, 0x002, 1), new TraceRecord(600, 8, 0x300, 10_000), new TraceRecord(700, 9, 0x002, 5));
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("type:PACKET_*", 5)]
    [InlineData("type:packet_lost_timeout", 1)]
    [InlineData("-type:PACKET_SENT", 3)]
    [InlineData("flow:7", 4)]
    [InlineData("flow:1-7,1-8", 6)]
    [InlineData("cwnd<20KiB", 1)]
    [InlineData("t:..300us", 2)]
    [InlineData("lost>0 type:PACKET_SENT", 2)]
    [InlineData("service:edge-* host:NODE-4 role:window", 2)]
    [InlineData("sent packet", 4)]
    public async Task Events_are_those_that_the_filter_lets_through(string filter, int expected)
    {
        JsonElement page = await Explorer.GetAsync($"/api/events?filter={Uri.EscapeDataString(filter)}");

        Assert.Equal(expected, page.GetProperty("events").GetArrayLength());
    }

    [Theory]
    [InlineData("lost>0", "1-7")]
    [InlineData("type:PACKET_LOST_TIMEOUT", "1-7")]
    [InlineData("type:CWND_UPDATED", "1-7 1-8")]
    [InlineData("cwnd<20KiB", "1-8")]
    [InlineData("cwnd>1 -flow:7", "1-8")]
    [InlineData("loss>=50%", "1-7")]
    [InlineData("events<2", "1-9")]
    [InlineData("t:650us..", "1-9")]
    [InlineData("host:node-4 rate>1/s duration<250us", "1-8")]
    public async Task Flows_are_those_that_the_filter_lets_through(string filter, string expected)
    {
        JsonElement page = await Explorer.GetAsync($"/api/flows?filter={Uri.EscapeDataString(filter)}");

        Assert.Equal(expected, string.Join(' ', page.GetProperty("flows").EnumerateArray().Select(static flow => flow.GetProperty("id").GetString())));
        Assert.Equal(page.GetProperty("flows").GetArrayLength(), page.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Flows_say_how_many_events_they_had_in_each_part_of_their_lives()
    {
        JsonElement page = await Explorer.GetAsync("/api/flows?activity=3&sort=loss&order=desc");

        Assert.Equal(
            ["1-7 2 1 1", "1-9 1 0 0", "1-8 1 0 1"],
            page.GetProperty("flows").EnumerateArray().Select(static flow => $"{flow.GetProperty("id")} {string.Join(' ', flow.GetProperty("activity").EnumerateArray().Select(static count => count.GetInt32()))}"));
        Assert.All((await Explorer.GetAsync("/api/flows")).GetProperty("flows").EnumerateArray(), static flow => Assert.Equal(JsonValueKind.Null, flow.GetProperty("activity").ValueKind));
        Assert.Equal("activity", (await Explorer.GetProblemAsync(400, "/api/flows?activity=65")).GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task Counts_histograms_groups_and_ranges_are_of_the_events_that_the_filter_lets_through()
    {
        JsonElement counts = await Explorer.GetAsync("/api/event-counts?filter=flow:1-7%20type:PACKET_SENT&run=1");
        Assert.Equal(2, Assert.Single(counts.GetProperty("types").EnumerateArray()).GetProperty("type").GetProperty("count").GetInt32());
        JsonElement histogram = await Explorer.GetAsync("/api/histogram?field=cwnd&filter=cwnd%3E20KiB");
        Assert.Equal(1, histogram.GetProperty("counts").EnumerateArray().Sum(static count => count.GetInt32()));
        JsonElement groups = await Explorer.GetAsync("/api/groups?by=flow&filter=type:PACKET_SENT%20-flow:8");
        Assert.Equal(2, groups.GetProperty("groupCount").GetInt32());
        JsonElement range = await Explorer.GetAsync("/api/flows/1-7/range?filter=role:packet_sent,packet_lost");
        Assert.Equal(3, range.GetProperty("events").GetInt32());
    }

    [Theory]
    [InlineData("/api/events?filter=type:PACKET_SNET", 5, 11, "PACKET_SENT")]
    [InlineData("/api/flows?filter=run:7", 4, 1, null)]
    [InlineData("/api/groups?filter=cwnd%3E5ms", 6, 2, null)]
    [InlineData("/api/flows/1-7/events?filter=%22open", 0, 5, "\"open\"")]
    [InlineData("/api/histogram?field=cwnd&filter=cwdn%3E5", 0, 4, "cwnd")]
    public async Task What_is_wrong_with_a_filter_is_said_with_its_place(string path, int offset, int length, string? suggestion)
    {
        JsonElement problem = await Explorer.GetProblemAsync(400, path);

        Assert.Equal("urn:ojo:problem:bad-filter", problem.GetProperty("type").GetString());
        Assert.Equal((offset, length), (problem.GetProperty("offset").GetInt32(), problem.GetProperty("length").GetInt32()));
        Assert.Equal(suggestion, problem.TryGetProperty("suggestion", out JsonElement meant) ? meant.GetString() : null);
        Assert.Equal("filter", problem.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task A_filter_is_checked_and_completed_at_the_caret()
    {
        JsonElement wrong = await Explorer.GetAsync("/api/filter?text=flow:7%20type:PACKET_SNET&caret=15");
        Assert.False(wrong.GetProperty("valid").GetBoolean());
        Assert.Equal((12, 11, "PACKET_SENT"), (wrong.GetProperty("error").GetProperty("offset").GetInt32(), wrong.GetProperty("error").GetProperty("length").GetInt32(), wrong.GetProperty("error").GetProperty("suggestion").GetString()));
        Assert.Equal(["flow", "type"], wrong.GetProperty("terms").EnumerateArray().Select(static term => term.GetProperty("kind").GetString()));
        JsonElement first = wrong.GetProperty("completions").GetProperty("items")[0];
        Assert.Equal(("PACKET_SENT", "type", 4), (first.GetProperty("text").GetString(), first.GetProperty("kind").GetString(), first.GetProperty("count").GetInt32()));
        Assert.Equal((12, 11), (wrong.GetProperty("completions").GetProperty("offset").GetInt32(), wrong.GetProperty("completions").GetProperty("length").GetInt32()));

        JsonElement right = await Explorer.GetAsync("/api/filter?text=%20TYPE=packet_sent%20%20flow:7");
        Assert.True(right.GetProperty("valid").GetBoolean());
        Assert.Equal(JsonValueKind.Null, right.GetProperty("error").ValueKind);
        Assert.Equal("type:packet_sent flow:7", right.GetProperty("canonical").GetString());
    }
}
