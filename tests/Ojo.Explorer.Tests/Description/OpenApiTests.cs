using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Description;

/// <summary>The API's own description against what the API does.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private RunningExplorer _explorer = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _explorer = await RunningExplorer.StartAsync(new FakeStore(), static options => options with { Tenant = "acme" });
        _document = JsonElement.Parse(await _explorer.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
    }

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Fact]
    public void Every_path_of_the_API_is_described()
    {
        string[] paths = [.. _document.GetProperty("paths").EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                "/api/about", "/api/event-counts", "/api/event-types", "/api/events", "/api/export", "/api/filter", "/api/flows", "/api/flows/{id}", "/api/flows/{id}/derived",
                "/api/flows/{id}/events", "/api/flows/{id}/packets/{number}", "/api/flows/{id}/range", "/api/flows/{id}/series", "/api/gaps",
                "/api/groups", "/api/histogram", "/api/live", "/api/plugins", "/api/query", "/api/query/tables", "/api/runs", "/api/snapshots", "/api/stats",
                "/api/tenants", "/api/trends", "/healthz", "/metrics",
            ],
            paths);
    }

    [Fact]
    public void Every_parameter_and_every_answer_says_what_it_is()
    {
        foreach (JsonProperty path in _document.GetProperty("paths").EnumerateObject())
        {
            JsonElement operation = path.Value.EnumerateObject().Single().Value;
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), path.Name);
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("operationId").GetString()), path.Name);
            if (operation.TryGetProperty("parameters", out JsonElement parameters))
            {
                Assert.All(parameters.EnumerateArray(), p =>
                {
                    Assert.False(string.IsNullOrEmpty(p.GetProperty("description").GetString()), $"{path.Name} {p}");
                    Assert.True(p.TryGetProperty("schema", out _));
                });
            }

            Assert.Subset(operation.GetProperty("responses").EnumerateObject().Select(static r => r.Name).ToHashSet(), new HashSet<string> { "200", "400", "503" });
            Assert.All(operation.GetProperty("responses").EnumerateObject(), r => Assert.NotEqual("", r.Value.GetProperty("description").GetString()));
        }
    }

    [Fact]
    public void Every_property_of_every_answer_says_what_it_is()
    {
        foreach (JsonProperty schema in _document.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            if (schema.Value.TryGetProperty("properties", out JsonElement properties))
            {
                Assert.All(properties.EnumerateObject(), p =>
                    Assert.True(p.Value.TryGetProperty("description", out _) || p.Value.TryGetProperty("oneOf", out _), $"{schema.Name}.{p.Name}"));
            }
        }
    }

    [Theory]
    [InlineData("/api/about", "/api/about")]
    [InlineData("/api/stats", "/api/stats")]
    [InlineData("/api/runs", "/api/runs")]
    [InlineData("/api/flows", "/api/flows?limit=5")]
    [InlineData("/api/flows/{id}", "/api/flows/1-7")]
    [InlineData("/api/flows/{id}/events", "/api/flows/1-7/events")]
    [InlineData("/api/events", "/api/events")]
    [InlineData("/api/flows/{id}/series", "/api/flows/1-7/series?select=13")]
    [InlineData("/api/event-types", "/api/event-types")]
    [InlineData("/api/flows/{id}/packets/{number}", "/api/flows/1-7/packets/91")]
    [InlineData("/api/flows/{id}/range", "/api/flows/1-7/range")]
    [InlineData("/api/flows/{id}/derived", "/api/flows/1-7/derived?select=rtt,throughput")]
    [InlineData("/api/event-counts", "/api/event-counts?run=1")]
    [InlineData("/api/trends", "/api/trends?fromMs=1767225600000&toMs=1767225601000")]
    [InlineData("/api/histogram", "/api/histogram?field=packet_number")]
    [InlineData("/api/groups", "/api/groups?by=type,field:reason&field=packet_number&percentile=50")]
    [InlineData("/api/tenants", "/api/tenants")]
    [InlineData("/api/gaps", "/api/gaps")]
    [InlineData("/api/plugins", "/api/plugins")]
    [InlineData("/api/query/tables", "/api/query/tables")]
    [InlineData("/healthz", "/healthz")]
    public async Task An_answer_is_what_its_schema_says(string path, string address)
    {
        JsonElement answer = await _explorer.GetAsync(address);

        new SchemaCheck(_document).Check(SchemaOf(path, "200", "application/json"), answer, address);
    }

    [Fact]
    public async Task Rows_are_what_the_schemas_say_wherever_they_are_offered()
    {
        List<string> offered = [];
        foreach (JsonProperty path in _document.GetProperty("paths").EnumerateObject())
        {
            if (path.Value.TryGetProperty("get", out JsonElement get) && get.TryGetProperty("parameters", out JsonElement parameters)
                && parameters.EnumerateArray().Any(static p => p.GetProperty("name").GetString() == "shape"))
            {
                offered.Add(path.Name);
                string address = $"{path.Name.Replace("{id}", "1-7", StringComparison.Ordinal)}?shape=rows" + path.Name switch
                {
                    "/api/trends" => "&fromMs=1767225600000&toMs=1767225601000",
                    "/api/event-counts" => "&run=1",
                    "/api/histogram" => "&field=packet_number",
                    "/api/flows/{id}/series" => "&select=13",
                    "/api/flows/{id}/derived" => "&select=rtt",
                    _ => "",
                };
                JsonElement rows = await _explorer.GetAsync(address);

                Assert.Equal(JsonValueKind.Array, rows.ValueKind);
                new SchemaCheck(_document).Check(SchemaOf(path.Name, "200", "application/json"), rows, address);
            }
        }

        // Every list and every series; what is about one thing alone has no rows.
        Assert.Equal(
            [
                "/api/event-counts", "/api/event-types", "/api/events", "/api/flows", "/api/flows/{id}/derived", "/api/flows/{id}/events", "/api/flows/{id}/series",
                "/api/gaps", "/api/groups", "/api/histogram", "/api/query/tables", "/api/runs", "/api/stats", "/api/trends",
            ],
            offered.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/api/flows", "/api/flows?limit=0", 400)]
    [InlineData("/api/flows/{id}", "/api/flows/1-8", 404)]
    [InlineData("/api/events", "/api/events?typ=1", 400)]
    public async Task So_is_an_error(string path, string address, int status)
    {
        JsonElement problem = await _explorer.GetProblemAsync(status, address);

        new SchemaCheck(_document).Check(
            SchemaOf(path, status.ToString(System.Globalization.CultureInfo.InvariantCulture), "application/problem+json"), problem, address);
    }

    [Fact]
    public async Task So_is_the_answer_of_a_statement()
    {
        using HttpResponseMessage response = await _explorer.PostAsync("/api/query", """{"sql":"SELECT 1"}""");
        JsonElement answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        new SchemaCheck(_document).Check(SchemaOf("/api/query", "200", "application/json", "post"), answer, "/api/query");
        JsonElement body = _document.GetProperty("paths").GetProperty("/api/query").GetProperty("post").GetProperty("requestBody");
        new SchemaCheck(_document).Check(
            body.GetProperty("content").GetProperty("application/json").GetProperty("schema"),
            JsonElement.Parse("""{"sql":"SELECT 1","maxRows":1,"from":"0","to":"1"}"""), "body");
    }

    [Fact]
    public async Task So_is_the_data_of_a_live_change()
    {
        await using LiveReader live = await LiveReader.OpenAsync(_explorer);

        new SchemaCheck(_document).Check(SchemaOf("/api/live", "200", "text/event-stream"), await live.NextAsync("change"), "/api/live");
    }

    [Fact]
    public async Task Every_parameter_that_is_described_is_taken()
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["type"] = "13",
            ["from"] = "0",
            ["to"] = "10",
            ["where"] = "reason=timeout",
            ["order"] = "asc",
            ["limit"] = "1",
            ["tenant"] = "acme",
            ["timeLimitMs"] = "1000",
            ["space"] = "0",
            ["received"] = "false",
            ["median"] = "false",
            ["field"] = "packet_number",
            ["buckets"] = "5",
            ["scale"] = "linear",
            ["least"] = "0",
            ["greatest"] = "9.5",
            ["by"] = "type",
            ["percentile"] = "50",
            ["/api/groups sort"] = "key",
            ["/api/flows/{id}/derived select"] = "rtt",
            ["flow"] = "1-7",
            ["run"] = "1",
            ["parent"] = "1-7",
            ["search"] = "x",
            ["filter"] = "flow:7",
            ["text"] = "flow:7",
            ["caret"] = "6",
            ["activity"] = "8",
            ["sort"] = "id",
            ["select"] = "13",
            ["width"] = "10",
            ["format"] = "json",
            ["shape"] = "rows",
            ["service"] = "*",
            ["fromMs"] = "1767225600000",
            ["toMs"] = "1767225700000",
        };
        foreach (JsonProperty path in _document.GetProperty("paths").EnumerateObject().Where(static path => path.Name != "/api/live"))
        {
            if (path.Value.TryGetProperty("get", out JsonElement get) && get.TryGetProperty("parameters", out JsonElement parameters))
            {
                // Times are by one clock or by the other.
                foreach (string[] clock in (string[][])[["from", "to"], ["fromMs", "toMs"]])
                {
                    IEnumerable<string> query = parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query" && !clock.Append("cursor").Contains(p.GetProperty("name").GetString()))
                        .Select(static p => p.GetProperty("name").GetString()!)
                        .Select(name => $"{name}={values.GetValueOrDefault($"{path.Name} {name}") ?? values[name]}");
                    if (path.Name != "/api/trends" || clock[0] == "from")
                    {
                        await _explorer.GetAsync($"{path.Name.Replace("{id}", "1-7", StringComparison.Ordinal).Replace("{number}", "91", StringComparison.Ordinal)}?{string.Join('&', query)}");
                    }
                }
            }
        }
    }

    private JsonElement SchemaOf(string path, string status, string mediaType, string method = "get") => _document.GetProperty("paths").GetProperty(path)
        .GetProperty(method).GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty(mediaType).GetProperty("schema");
}
