using System.Net;
using System.Text.Json;
using Ojo.Catalogue;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Tests.Export;

/// <summary>Events as files.</summary>
public sealed class EventFileTests : IDisposable
{
    private readonly TraceStore _store = new();

    [Fact]
    public async Task A_file_has_every_event_however_many_pages_that_are()
    {
        _store.AddRun("edge-proxy", "node-4");
        _store.Ingest(Enumerable.Range(0, 25_001).Select(static n => new TraceRecord((ulong)n, (uint)(n % 3) + 1, 0x002, (ulong)n)));
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.DatabasePath);

        string[] lines = await LinesAsync(explorer, "/api/events?format=csv");
        string[] json = await LinesAsync(explorer, "/api/events?format=jsonl");
        string[] some = await LinesAsync(explorer, "/api/flows/1-2/events?format=csv&from=1000000&to=2000000&type=2");
        string[] few = await LinesAsync(explorer, "/api/events?format=jsonl&limit=12");

        Assert.Equal(25_002, lines.Length);
        Assert.Equal("id,flow,t (ns),type,name,payload,packet_number", lines[0]);
        Assert.Equal(Enumerable.Range(0, 25_001).Select(static n => $"{n}"), lines.Skip(1).Select(static line => line.Split(',')[6]));
        Assert.Equal(Enumerable.Range(0, 25_001).Select(static n => $"{n}"), json.Select(static line => JsonElement.Parse(line).GetProperty("payload").GetString()!));
        Assert.Equal(Enumerable.Range(1000, 1000).Where(static n => n % 3 == 1).Select(static n => $"{n * 1000L}"), some.Skip(1).Select(static line => line.Split(',')[2]));
        Assert.Equal(12, few.Length);
    }

    [Fact]
    public async Task Numbers_have_all_their_digits_and_their_units_stand_in_the_header()
    {
        _store.AddRun("edge-proxy", "node-4");
        _store.Ingest(new TraceRecord(1, 7, 0x300, ulong.MaxValue));
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.DatabasePath);

        string[] lines = await LinesAsync(explorer, "/api/flows/1-7/events?format=csv");

        Assert.EndsWith("cwnd (bytes)", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",CWND_UPDATED,18446744073709551615,18446744073709551615", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("  @SUM(A1)", "'  @SUM(A1)")]
    [InlineData("-2", "'-2")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a,\"b\"\r\nc", "\"a,\"\"b\"\"\r\nc\"")]
    [InlineData("plain - text", "plain - text")]
    public async Task A_text_is_never_a_formula_and_never_breaks_out_of_its_cell(string text, string cell)
    {
        FakeStore store = new() { EventTypes = () => [new StoredEventType(13, 13, FakeStore.Describe("SAID", new FieldDescriptor { Name = "text", Type = FieldType.Text, BitOffset = 0, BitWidth = 0 }), 1)] };
        store.Flow = static _ => SampleStore.Details with { Types = [new TypeCount(13, 13, "SAID", "", 1)] };
        store.Events = (_, _) => new EventPage([new EventRow(1, SampleStore.Flow.Flow, 5, 13, 13, "SAID", 0, [new FieldValue("text", text)])], null);
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);

        string body = await explorer.Client.GetStringAsync(new Uri("/api/flows/1-7/events?format=csv", UriKind.Relative));

        Assert.Equal($"id,flow,t (ns),type,name,payload,text\r\n1,1-7,5,13,SAID,0,{cell}\r\n", body);
    }

    [Fact]
    public async Task A_negative_number_stays_a_number()
    {
        FakeStore store = new() { EventTypes = () => [new StoredEventType(13, 13, FakeStore.Describe("MOVED", new FieldDescriptor { Name = "by", Type = FieldType.I64, BitOffset = 0, BitWidth = 64, Unit = "=evil" }), 1)] };
        store.Flow = static _ => SampleStore.Details with { Types = [new TypeCount(13, 13, "MOVED", "", 1)] };
        store.Events = (_, _) => new EventPage([new EventRow(1, SampleStore.Flow.Flow, 5, 13, 13, "MOVED", 0, [new FieldValue("by", long.MinValue)])], null);
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);

        string[] lines = await LinesAsync(explorer, "/api/flows/1-7/events?format=csv");

        Assert.EndsWith(",-9223372036854775808", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/csv", "text/csv", "ojo-1-7-events.csv")]
    [InlineData("application/x-ndjson", "application/x-ndjson", "ojo-1-7-events.jsonl")]
    public async Task What_the_client_accepts_decides_where_the_address_does_not(string accept, string mediaType, string name)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/flows/1-7/events");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using HttpResponseMessage response = await explorer.Client.SendAsync(request);

        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(name, response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task When_the_time_is_up_the_last_line_says_where_to_go_on()
    {
        FakeStore store = new();
        int pages = 0;
        store.Events = (_, _) => new EventPage(SampleStore.Events, $"cursor {++pages}") { Stopped = pages == 3 ? new ListStop(1, 7) : null };
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);

        string[] json = await LinesAsync(explorer, "/api/events?format=jsonl");
        pages = 0;
        string[] csv = await LinesAsync(explorer, "/api/events?format=csv");

        Assert.Equal((3 * SampleStore.Events.Count) + 1, json.Length);
        JsonElement last = JsonElement.Parse(json[^1]);
        Assert.True(last.GetProperty("timeIsUp").GetBoolean());
        store.Events = static (query, _) => new EventPage(query.Cursor == "cursor 3" ? SampleStore.Events : [], null);
        Assert.Equal(SampleStore.Events.Count, (await LinesAsync(explorer, $"/api/events?format=jsonl&cursor={Uri.EscapeDataString(last.GetProperty("nextCursor").GetString()!)}")).Length);
        Assert.StartsWith("# The time was up", csv[^1], StringComparison.Ordinal);
        Assert.EndsWith($"cursor={last.GetProperty("nextCursor").GetString()}", csv[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_goes_wrong_half_way_breaks_off_and_is_not_taken_for_whole()
    {
        FakeStore store = new();
        int pages = 0;
        store.Events = (_, _) => ++pages < 3 ? new EventPage(SampleStore.Events, "more") : throw new InvalidOperationException("damaged");
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(store);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => explorer.Client.GetStringAsync(new Uri("/api/events?format=csv", UriKind.Relative)));
        store.Events = static (_, _) => throw new StoreUnavailableException("gone");
        await explorer.GetProblemAsync(503, "/api/events?format=csv");
    }

    [Theory]
    [InlineData("/api/events?format=xml")]
    [InlineData("/api/events?format=csv&format=jsonl")]
    [InlineData("/api/events?format=csv&type=NOTHING")]
    [InlineData("/api/events?format=csv&limit=0")]
    public async Task Mistakes_are_told_as_everywhere(string path)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());

        await explorer.GetProblemAsync(400, path);
    }

    [Fact]
    public async Task HEAD_says_what_the_file_would_be_called()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        using HttpRequestMessage request = new(HttpMethod.Head, "/api/events?format=csv&from=5&to=9");
        using HttpResponseMessage response = await explorer.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("ojo-events-5-9.csv", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
    }

    public void Dispose() => _store.Dispose();

    private static async Task<string[]> LinesAsync(RunningExplorer explorer, string path)
    {
        string body = await explorer.Client.GetStringAsync(new Uri(path, UriKind.Relative));
        return body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd('\r')).ToArray();
    }
}
