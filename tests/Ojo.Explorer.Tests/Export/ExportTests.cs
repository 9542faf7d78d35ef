using System.Net;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Export;

/// <summary>Exports of a real store.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TraceStore _store = new();

    public ExportTests()
    {
        _store.AddRun("edge-proxy", "node-4");
        _store.AddRun("origin", "node-5", TraceStore.StartUs + 1_000_000);
    }

    [Fact]
    public async Task Every_event_comes_once_in_each_format()
    {
        _store.Ingest(Enumerable.Range(0, 25_000).Select(static n => new TraceRecord((ulong)n, (uint)(n % 3) + 1, 0x002, (ulong)n)));
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.DatabasePath);

        string[] csv = await LinesAsync(explorer, "/api/export?format=csv");
        string[] lines = await LinesAsync(explorer, "/api/export?format=jsonl");
        JsonElement json = JsonElement.Parse(await TextAsync(explorer, "/api/export?format=json"));

        // The runs were numbered as they came; the first has the events.
        Assert.Equal("run,flow,t (ns),time,type,words,packet_number", csv[0]);
        Assert.Equal("1,1-1,0,2026-01-01T00:00:00.000000000Z,PACKET_SENT,,0", csv[1]);
        Assert.Equal("1,1-1,3000,2026-01-01T00:00:00.000003000Z,PACKET_SENT,,3", csv[2]);
        Assert.Equal("""{"run":1,"flow":"1-1","tNs":3000,"time":"2026-01-01T00:00:00.000003000Z","type":"PACKET_SENT","fields":{"packet_number":"3"}}""", lines[1]);
        string[] numbers = [.. csv.Skip(1).Select(static line => line.Split(',')[6])];
        Assert.Equal(Enumerable.Range(0, 25_000), numbers.Select(int.Parse).Order());
        Assert.Equal(numbers, lines.Select(NumberOf));
        Assert.Equal(numbers, json.EnumerateArray().Select(static one => one.GetProperty("fields").GetProperty("packet_number").GetString()));
    }

    [Fact]
    public async Task Flow_type_times_by_both_clocks_service_and_filter_choose_the_events_and_the_columns()
    {
        _store.Ingest(Enumerable.Range(0, 3000).Select(static n => new TraceRecord((ulong)n, (uint)(n % 3) + 1, n % 2 == 0 ? 0x002u : 0x300u, (ulong)n)));
        _store.Ingest(Enumerable.Range(0, 10).Select(static n => new TraceRecord((ulong)n, 1, 0x002, (ulong)n)), TraceStore.StartUs + 1_000_000);
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.DatabasePath);
        long unixMs = (long)TraceStore.StartUs / 1000;

        Assert.Equal(1001, (await LinesAsync(explorer, "/api/export?format=csv&flow=1-2")).Length);
        Assert.Equal(10, (await LinesAsync(explorer, "/api/export?format=jsonl&service=origin")).Length);
        Assert.Equal(10, (await LinesAsync(explorer, "/api/export?format=jsonl&run=2")).Length);
        Assert.Equal(10, (await LinesAsync(explorer, $"/api/export?format=jsonl&fromMs={unixMs + 900}")).Length);
        Assert.Equal(1000, (await LinesAsync(explorer, $"/api/export?format=jsonl&fromMs={unixMs + 1}&toMs={unixMs + 2}")).Length);
        Assert.Equal(2000, (await LinesAsync(explorer, "/api/export?format=jsonl&from=1000000")).Length);
        string[] typed = await LinesAsync(explorer, "/api/export?format=csv&type=CWND_UPDATED&to=100000");
        string[] filtered = await LinesAsync(explorer, "/api/export?format=csv&filter=type:CWND_UPDATED");
        Assert.Equal("run,flow,t (ns),time,type,words,cwnd (bytes)", typed[0]);
        Assert.Equal(51, typed.Length);
        Assert.Equal(typed[0], filtered[0]);
        Assert.Equal(1501, filtered.Length);
        string[] none = await LinesAsync(explorer, "/api/export?format=csv&flow=1-1&from=999000000");
        Assert.Equal("run,flow,t (ns),time,type,words", Assert.Single(none));
        Assert.Equal("[\n]\n", await TextAsync(explorer, "/api/export?format=json&from=999000000000"));
    }

    [Fact]
    public async Task Clients_that_read_nothing_hold_up_no_query_and_others_are_told_that_all_exports_are_taken()
    {
        // More than the buffers of both ends hold.
        const int Events = 300_000;
        _store.Ingest(Enumerable.Range(0, Events).Select(static n => new TraceRecord((ulong)n, 1, 0x002, (ulong)n)));
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.DatabasePath);

        using HttpResponseMessage one = await BeginAsync(explorer);
        HttpResponseMessage other = await BeginAsync(explorer);
        Assert.Equal("application/x-ndjson", one.Content.Headers.ContentType?.MediaType);
        Assert.Equal("ojo-events.jsonl", one.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.True(one.Headers.CacheControl?.NoStore);
        for (int n = 0; n < 20; n++)
        {
            await explorer.GetAsync($"/api/flows/1-1/events?limit={n + 1}");
        }

        Assert.Contains("other exports", (await explorer.GetProblemAsync(503, "/api/export?format=csv")).GetProperty("detail").GetString(), StringComparison.Ordinal);

        // One that leaves makes room.
        other.Dispose();
        while (await explorer.Client.GetAsync(new Uri("/api/export?format=csv&to=1000", UriKind.Relative)) is { IsSuccessStatusCode: false } refused)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        // The one that stays has all of it when it reads at last.
        Assert.Equal(Events, (await one.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).AsSpan().Count('\n'));
    }

    [Theory]
    [InlineData(400, "/api/export")]
    [InlineData(400, "/api/export?format=parquet2")]
    [InlineData(400, "/api/export?format=csv&limit=3")]
    [InlineData(400, "/api/export?format=csv&type=NOTHING")]
    [InlineData(400, "/api/export?format=csv&filter=type:NOTHING")]
    [InlineData(400, "/api/export?format=csv&flow=1-1&run=2")]
    [InlineData(404, "/api/export?format=csv&flow=1-99")]
    [InlineData(404, "/api/export?format=csv&run=99")]
    public async Task Mistakes_are_told_as_everywhere(int status, string path)
    {
        _store.Ingest(new TraceRecord(1, 1, 0x002, 1));
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_store.DatabasePath);

        await explorer.GetProblemAsync(status, path);
        Assert.Equal(2, (await LinesAsync(explorer, "/api/export?format=csv")).Length);
    }

    public void Dispose() => _store.Dispose();

    private static Task<HttpResponseMessage> BeginAsync(RunningExplorer explorer) =>
        explorer.Client.GetAsync(new Uri("/api/export?format=jsonl", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    private static string? NumberOf(string line) => JsonElement.Parse(line).GetProperty("fields").GetProperty("packet_number").GetString();

    private static Task<string> TextAsync(RunningExplorer explorer, string path) => explorer.Client.GetStringAsync(new Uri(path, UriKind.Relative));

    private static async Task<string[]> LinesAsync(RunningExplorer explorer, string path) =>
        [.. (await TextAsync(explorer, path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd('\r'))];
}
