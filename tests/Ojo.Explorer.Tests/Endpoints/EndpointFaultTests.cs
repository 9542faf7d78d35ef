using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>Every way in which a request can be at fault, and what it is told.</summary>
public sealed class EndpointFaultTests : IAsyncLifetime
{
    private readonly FakeStore _store = new();
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync() => _explorer = await RunningExplorer.StartAsync(_store);

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Theory]
    [InlineData("/api/flows?limit=0", "limit", "limit must be a whole number from 1 to 1000, not '0'.")]
    [InlineData("/api/flows?limit=1001", "limit", "from 1 to 1000")]
    [InlineData("/api/flows?limit=ten", "limit", "not 'ten'")]
    [InlineData("/api/flows?limit=", "limit", "not ''")]
    [InlineData("/api/flows?limit=1.5", "limit", "not '1.5'")]
    [InlineData("/api/flows?limit=1&limit=2", "limit", "limit may be given only once.")]
    [InlineData("/api/flows?sort=size", "sort", "one of first, last, duration, events, lost, loss, rate, id, not 'size'")]
    [InlineData("/api/flows?order=up", "order", "one of asc, desc")]
    [InlineData("/api/flows?run=-1", "run", "at least 0")]
    [InlineData("/api/flows?run=2&parent=1-7", "parent", "parent=1-7 is of run 1, not of run 2.")]
    [InlineData("/api/events?limit=10001", "limit", "from 1 to 10000")]
    [InlineData("/api/events?from=1s", "from", "from must be a whole number, not '1s'.")]
    [InlineData("/api/events?to=99999999999999999999", "to", "to must be a whole number")]
    [InlineData("/api/events?from=2&to=1", "to", "to=1 is before from=2.")]
    [InlineData("/api/events?run=2&flow=1-7", "flow", "flow=1-7 is of run 1, not of run 2.")]
    [InlineData("/api/events?where=packet_number", "where", "'packet_number' is not a test of a field.")]
    [InlineData("/api/events?where=packet_number>=", "where", "is not a test of a field")]
    [InlineData("/api/events?where=>1", "where", "is not a test of a field")]
    [InlineData("/api/flows/1-7/series", "select", "select must be given at least once.")]
    [InlineData("/api/flows/1-7/series?select=,", "select", "select must be given at least once.")]
    [InlineData("/api/flows/1-7/series?select=PACKET_LOST_IN_SPACE&width=0", "width", "from 1 to 8192")]
    [InlineData("/api/gaps?run=x", "run", "not 'x'")]
    [InlineData("/api/flows/1-7/packets/x", "number", "'x' is not a packet's number")]
    [InlineData("/api/flows/1-7/packets/18446744073709551616", "number", "is not a packet's number")]
    [InlineData("/api/flows/1-7/packets/1?space=-1", "space", "at least 0")]
    [InlineData("/api/flows/1-7/packets/1?received=maybe", "received", "one of false, true, not 'maybe'")]
    [InlineData("/api/flows/1-7/range?from=2&to=1", "to", "to=1 is before from=2.")]
    [InlineData("/api/flows/1-7/range?timeLimitMs=0", "timeLimitMs", "from 1 to 600000")]
    [InlineData("/api/flows/1-7/derived", "select", "select must be given at least once.")]
    [InlineData("/api/flows/1-7/derived?select=speed", "select", "select must be of throughput, receive_throughput, goodput, bytes_in_flight, rtt, loss_rate, retransmission_rate, sent_offset, acked_offset, lost_offset, retransmitted_offset, window_edge, data_sent, blocked_by_congestion, blocked_by_flow_control, blocked_by_pacing, blocked_by_application, blocked_by_other, congestion_limited, not 'speed'.")]
    [InlineData("/api/histogram", "field", "field must be given.")]
    [InlineData("/api/histogram?field=size&scale=cubic", "scale", "one of linear, log")]
    [InlineData("/api/histogram?field=size&least=NaN", "least", "must be a number")]
    [InlineData("/api/histogram?field=size&buckets=5000", "buckets", "from 1 to 4096")]
    [InlineData("/api/groups?by=colour", "by", "'colour' makes no group.")]
    [InlineData("/api/groups?by=time:0", "by", "'time:0' makes no group.")]
    [InlineData("/api/groups?by=flow,run,type,category", "by", "by may name at most 3; there are 4.")]
    [InlineData("/api/groups?percentile=101", "percentile", "a number from 0 to 100, not '101'")]
    [InlineData("/api/groups?run=2&flow=1-7", "flow", "flow=1-7 is of run 1, not of run 2.")]
    public async Task A_bad_value_is_named_with_what_to_write_instead(string path, string parameter, string sentence)
    {
        JsonElement problem = await _explorer.GetProblemAsync(400, path);

        Assert.Equal("urn:ojo:problem:bad-parameter", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(path.Split('?')[0], problem.GetProperty("instance").GetString());
    }

    [Theory]
    [InlineData("/api/stats?x=1", "x", null)]
    [InlineData("/api/runs?limit=1", "limit", null)]
    [InlineData("/api/event-types?type=x", "type", null)]
    [InlineData("/api/about?x", "x", null)]
    [InlineData("/healthz?x", "x", null)]
    [InlineData("/api/live?x=1", "x", null)]
    [InlineData("/api/flows?serach=7", "serach", "search")]
    [InlineData("/api/flows/1-7?limit=1", "limit", null)]
    [InlineData("/api/flows/1-7/events?run=1", "run", null)]
    [InlineData("/api/flows/1-7/events?cursr=1", "cursr", "cursor")]
    [InlineData("/api/flows/1-7/series?select=PACKET_LOST_IN_SPACE&widht=100", "widht", "width")]
    [InlineData("/api/gaps?runs=1", "runs", "run")]
    public async Task A_parameter_that_the_endpoint_does_not_take_is_refused(string path, string parameter, string? suggestion)
    {
        JsonElement problem = await _explorer.GetProblemAsync(400, path);

        Assert.Equal("urn:ojo:problem:unknown-parameter", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Equal(suggestion, problem.TryGetProperty("suggestion", out JsonElement found) ? found.GetString() : null);
    }

    [Theory]
    [InlineData("/api/flows/7", "'7' is not a flow's name.")]
    [InlineData("/api/flows/1-", "'1-' is not a flow's name.")]
    [InlineData("/api/flows/-1-7", "is not a flow's name.")]
    [InlineData("/api/flows/1-18446744073709551616", "is not a flow's name.")]
    [InlineData("/api/flows/x/events", "'x' is not a flow's name.")]
    [InlineData("/api/flows/x/series?select=PACKET_LOST_IN_SPACE", "'x' is not a flow's name.")]
    [InlineData("/api/flows?parent=7", "'7' is not a flow's name.")]
    [InlineData("/api/events?flow=7", "'7' is not a flow's name.")]
    public async Task A_bad_flow_id_is_shown_how_to_write_one(string path, string sentence)
    {
        JsonElement problem = await _explorer.GetProblemAsync(400, path);

        Assert.Equal("urn:ojo:problem:bad-flow-id", problem.GetProperty("type").GetString());
        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("<run>-<flow id>", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/events?type=PACKET_LOST_IN_SPAC", "type", "PACKET_LOST_IN_SPACE")]
    [InlineData("/api/events?type=13,packet_lost_in_spaces", "type", "PACKET_LOST_IN_SPACE")]
    [InlineData("/api/flows/1-7/events?type=nothing_like_it", "type", null)]
    [InlineData("/api/flows/1-7/events?type=0xZZ", "type", null)]
    [InlineData("/api/flows/1-7/series?select=PACKET_LST_IN_SPACE.reason", "select", "PACKET_LOST_IN_SPACE")]
    public async Task An_event_type_that_does_not_exist_is_a_fault_and_not_an_empty_page(string path, string parameter, string? suggestion)
    {
        JsonElement problem = await _explorer.GetProblemAsync(400, path);

        Assert.Equal("urn:ojo:problem:unknown-event-type", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Equal(suggestion, problem.TryGetProperty("suggestion", out JsonElement found) ? found.GetString() : null);
    }

    [Theory]
    [InlineData("/api/events?where=packet_nmber>1", "where", "packet_number")]
    [InlineData("/api/events?type=0x800039A1&where=packet_number>1", "where", null)]
    [InlineData("/api/events?type=0x800039A1&where=payoad>1", "where", "payload")]
    [InlineData("/api/flows/1-7/series?select=PACKET_LOST_IN_SPACE.raeson", "select", "reason")]
    [InlineData("/api/flows/1-7/series?select=13.size", "select", null)]
    public async Task A_field_that_no_type_asked_for_has_is_a_fault(string path, string parameter, string? suggestion)
    {
        JsonElement problem = await _explorer.GetProblemAsync(400, path);

        Assert.Equal("urn:ojo:problem:unknown-field", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Equal(suggestion, problem.TryGetProperty("suggestion", out JsonElement found) ? found.GetString() : null);
    }

    [Theory]
    [InlineData("/api/flows/1-8")]
    [InlineData("/api/flows/2-7")]
    [InlineData("/api/flows/1-8/events")]
    [InlineData("/api/events?flow=1-8")]
    [InlineData("/api/flows/1-8/series?select=PACKET_LOST_IN_SPACE")]
    public async Task A_flow_that_does_not_exist_is_not_found(string path)
    {
        _store.Events = static (_, _) => new Storage.Queries.EventPage([], null);
        _store.Series = static query => throw new Storage.StoreQueryException($"There is no flow {query.Flow} in this store.");

        JsonElement problem = await _explorer.GetProblemAsync(404, path);

        Assert.Equal("urn:ojo:problem:unknown-flow", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("/api/flows?run=9", "run")]
    [InlineData("/api/flows?parent=9-1", "parent")]
    [InlineData("/api/events?run=9", "run")]
    [InlineData("/api/gaps?run=9", "run")]
    public async Task A_run_that_does_not_exist_is_not_found(string path, string parameter)
    {
        JsonElement problem = await _explorer.GetProblemAsync(404, path);

        Assert.Equal("urn:ojo:problem:unknown-run", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/nope")]
    [InlineData("/api/flows/1-7/nope")]
    [InlineData("/openapi/v2.json")]
    public async Task A_path_that_does_not_exist_is_not_found(string path)
    {
        JsonElement problem = await _explorer.GetProblemAsync(404, path);

        Assert.Equal("urn:ojo:problem:unknown-path", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("POST", "/api/stats")]
    [InlineData("PUT", "/api/flows/1-7")]
    [InlineData("DELETE", "/api/events")]
    [InlineData("PATCH", "/healthz")]
    [InlineData("OPTIONS", "/api/flows")]
    [InlineData("POST", "/")]
    [InlineData("DELETE", "/flows/1-7")]
    public async Task Nothing_can_be_written(string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request);

        JsonElement problem = await RunningExplorer.ProblemAsync(405, response);
        Assert.Equal("urn:ojo:problem:method-not-allowed", problem.GetProperty("type").GetString());
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task An_endless_address_is_refused()
    {
        JsonElement problem = await _explorer.GetProblemAsync(414, "/api/flows?search=" + new string('x', 5000));

        Assert.Equal("urn:ojo:problem:address-too-long", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Too_many_selectors_or_tests_are_refused()
    {
        await _explorer.GetProblemAsync(400, "/api/flows/1-7/series?select=" + string.Join(',', Enumerable.Repeat("13", 33)));
        await _explorer.GetProblemAsync(400, "/api/events?" + string.Join('&', Enumerable.Repeat("where=reason=timeout", 17)));
        await _explorer.GetProblemAsync(400, "/api/events?type=" + string.Join(',', Enumerable.Repeat("13", 257)));
    }
}
