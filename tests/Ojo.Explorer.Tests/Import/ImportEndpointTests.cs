using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ojo.Explorer.Import;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Import;

/// <summary><c>POST /api/import</c></summary>
public sealed class ImportEndpointTests : IDisposable
{
    private const string Table = "time_us,flow,cwnd_bytes\n1,1,12000\n2,1,13000\n";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_becomes_a_run_once()
    {
        await using RunningExplorer explorer = await StartAsync();

        using HttpResponseMessage first = await PostAsync(explorer, Table);
        using HttpResponseMessage second = await PostAsync(explorer, Table);
        JsonElement taken = JsonElement.Parse(await first.Content.ReadAsStringAsync());
        JsonElement again = JsonElement.Parse(await second.Content.ReadAsStringAsync());

        Assert.Equal(("csv", "series.csv", JsonValueKind.Null), (taken.GetProperty("format").GetString(), taken.GetProperty("name").GetString(), taken.GetProperty("failure").ValueKind));
        long events = taken.GetProperty("events").GetInt64();
        Assert.True(events > 0, taken.GetRawText());
        Assert.Equal([1L], taken.GetProperty("newRuns").EnumerateArray().Select(static run => run.GetInt64()));
        Assert.Equal((0, events, 0), (again.GetProperty("events").GetInt64(), again.GetProperty("knownEvents").GetInt64(), again.GetProperty("newRuns").GetArrayLength()));
        Assert.Equal(1, (await explorer.GetAsync("/api/runs")).GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task What_is_no_trace_fails_and_leaves_nothing_behind()
    {
        await using RunningExplorer explorer = await StartAsync();
        string[] before = Directory.GetDirectories(Path.GetTempPath(), "ojo-import-*");

        using HttpResponseMessage response = await PostAsync(explorer, "\u0001\u0002", name: "..%2F..%2Fetc%2Fpasswd");
        JsonElement answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal("passwd", answer.GetProperty("name").GetString());
        Assert.Contains("of no format that is known here", answer.GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "ojo-import-*").Except(before));
    }

    [Fact]
    public async Task It_is_not_there_unless_it_was_allowed()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(_directory.File("store.db"));

        using HttpResponseMessage response = await PostAsync(explorer, Table);
        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed]);
        Assert.False(File.Exists(_directory.File("store.db")));
        Assert.False((await explorer.GetAsync("/api/about")).GetProperty("allowsImport").GetBoolean());
    }

    [Fact]
    public async Task Other_sites_who_has_no_token_forms_and_files_without_a_name_are_refused()
    {
        await using RunningExplorer explorer = await StartAsync(static options => options with { Token = "secret" });

        using HttpResponseMessage unknown = await PostAsync(explorer, Table);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        explorer.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        using HttpResponseMessage form = await PostAsync(explorer, Table, type: "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
        using HttpResponseMessage nameless = await PostAsync(explorer, Table, name: "");
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
        explorer.Client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        using HttpResponseMessage foreign = await PostAsync(explorer, Table);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.False(File.Exists(_directory.File("store.db")));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_comes()
    {
        await using RunningExplorer explorer = await StartAsync();
        string head = $"POST /api/import?name=x HTTP/1.1\r\nHost: {explorer.Address.Authority}\r\nContent-Type: application/octet-stream\r\nContent-Length: {ImportEndpoint.MostBytes + 1}\r\n\r\n";

        using System.Net.Sockets.TcpClient client = new();
        await client.ConnectAsync(explorer.Address.Host, explorer.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        using StreamReader answer = new(client.GetStream());
        Assert.StartsWith("HTTP/1.1 413", await answer.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trace.qlog", "trace.qlog")]
    [InlineData(@"C:\traces\a b.pcap", "a_b.pcap")]
    [InlineData("../../x", "x")]
    [InlineData("..", "trace")]
    [InlineData("t", "t")]
    [InlineData("", "trace")]
    [InlineData(".hidden", "hidden")]
    [InlineData("späť\0\n", "sp____")]
    public void Names_are_made_fit_for_a_directory(string name, string expected) => Assert.Equal(expected, SafeFileName.Of(name));

    private Task<RunningExplorer> StartAsync(Func<ExplorerOptions, ExplorerOptions>? change = null) =>
        RunningExplorer.StartAsync(_directory.File("store.db"), options => (change?.Invoke(options) ?? options) with { AllowImport = true });

    private static async Task<HttpResponseMessage> PostAsync(RunningExplorer explorer, string content, string name = "series.csv", string type = "application/octet-stream")
    {
        using StringContent body = new(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await explorer.Client.PostAsync(new Uri($"/api/import?name={name}&modifiedMs=1700000000000", UriKind.Relative), body);
    }
}
