using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Grafana;

/// <summary>Every query of the dashboard in deploy/grafana, asked as Grafana asks it, of an explorer with a token over a store whose content is known apart.</summary>
public sealed class GrafanaDashboardTests : IAsyncLifetime
{
    private const string Token = "a-token-of-the-tests";

    private readonly FleetStore _fleet = new();
    private readonly Dictionary<string, string> _values = new()
    {
        ["__from"] = FleetStore.FromMs.ToString(CultureInfo.InvariantCulture),
        ["__to"] = FleetStore.ToMs.ToString(CultureInfo.InvariantCulture),
    };

    private RunningExplorer _explorer = null!;
    private JsonElement _source;
    private HttpClient _client = null!;

    /// <summary>What each panel must show, worked out of what was recorded.</summary>
    private static readonly Dictionary<string, Action<FleetStore, IReadOnlyList<JsonElement>>> s_expected = new()
    {
        ["Events"] = static (fleet, rows) => Assert.Equal(fleet.Events.Count, Number(Assert.Single(rows), "events")),
        ["Flows"] = static (_, rows) => Assert.Equal(9, Number(Assert.Single(rows), "flows")),
        ["Dropped"] = static (fleet, rows) => Assert.Equal(fleet.Gaps.Sum(static gap => gap.Events), Number(Assert.Single(rows), "dropped")),
        ["Newest event"] = static (fleet, rows) => Assert.Equal(fleet.Events.Max(static one => one.UnixUs), UnixUs(Assert.Single(rows), "last")),
        ["Runs in this time"] = static (_, rows) => Assert.Equal([2, 3], rows.Select(static row => Number(row, "run"))),
        ["Events per second by type"] = ShowsCounts(200, "type", "perSecond", static one => one.Name, static one => true, static (count, seconds) => count / seconds),
        ["Flows started"] = static (fleet, rows) => Shows(
            rows, 120, "service", "flowsStarted", FirstEvents(fleet), static one => one.Service, static (some, _) => some.Count(), ["client", "edge"]),
        ["Loss rate per service"] = static (fleet, rows) => Shows(
            rows, 120, "service", "lossRatio", fleet.EventsInRange, static one => one.Service,
            static (some, _) => some.Any(static one => one.Type == FleetStore.Sent) ? (double)some.Count(static one => one.IsLost) / some.Count(static one => one.Type == FleetStore.Sent) : null,
            ["client", "edge"]),
        ["RTT percentiles"] = static (fleet, rows) => ShowsValues(
            fleet, rows, FleetStore.Rtt, static one => one.LatestUs, ("p50", Percentile(50)), ("p90", Percentile(90)), ("p99", Percentile(99))),
        ["Congestion window over flows"] = static (fleet, rows) => ShowsValues(
            fleet, rows, FleetStore.Cwnd, static one => (long)one.Payload, ("p10", Percentile(10)), ("p50", Percentile(50)), ("max", static values => values.Max())),
        ["Dropped events by cause"] = static (fleet, rows) => Assert.Equal(
            fleet.Gaps.Where(static gap => gap.UnixUs >= FleetStore.FromMs * 1000 && gap.UnixUs < FleetStore.ToMs * 1000).OrderBy(static gap => gap.UnixUs).Select(static gap => (gap.UnixUs, gap.Cause, (double)gap.Events)),
            rows.Select(static row => (UnixUs(row, "time"), row.GetProperty("cause").GetString()!, Number(row, "events")))),
        ["Packets lost by cause"] = ShowsCounts(200, "type", "count", static one => one.Name, static one => one.IsLost, static (count, _) => count),
        ["Flows that lost most"] = static (fleet, rows) => Assert.Equal(
            fleet.Events.GroupBy(static one => $"{one.Run}-{one.Flow}").OrderBy(static flow => flow.Key).Select(static flow => (flow.Key, (double)flow.Count(static one => one.IsLost))),
            rows.Select(static row => (row.GetProperty("flow").GetString()!, Number(row, "packetsLost"))).OrderBy(static row => row.Item1)),
    };

    public async ValueTask InitializeAsync()
    {
        _explorer = await RunningExplorer.StartAsync(_fleet.DatabasePath, static options => options with { Token = Token });

        // The data source as it is provisioned says where to ask and what to show.
        _source = GrafanaDashboard.Yaml("provisioning/datasources/ojo.yaml", new Dictionary<string, string>
        {
            ["OJO_EXPLORER_URL"] = _explorer.Address.ToString().TrimEnd('/'),
            ["OJO_TOKEN"] = Token,
        }).GetProperty("datasources")[0];
        Assert.Equal("bearerToken", _source.GetProperty("jsonData").GetProperty("auth_method").GetString());
        _client = _explorer.NewClient();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _source.GetProperty("secureJsonData").GetProperty("bearerToken").GetString());
        foreach (JsonElement variable in GrafanaDashboard.Variables)
        {
            _values[variable.GetProperty("name").GetString()!] = variable.GetProperty("allValue").GetString()!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _explorer.DisposeAsync();
        _fleet.Dispose();
    }

    [Fact]
    public async Task Every_query_of_every_panel_shows_what_was_recorded()
    {
        foreach (JsonElement panel in GrafanaDashboard.Panels)
        {
            string title = panel.GetProperty("title").GetString()!;
            foreach (JsonElement query in panel.GetProperty("targets").EnumerateArray())
            {
                IReadOnlyList<JsonElement> rows = await AskAsync(query, mayLack: false);
                s_expected[title](_fleet, rows);
            }
        }

        Assert.Equal(s_expected.Keys.Order(), GrafanaDashboard.Panels.Select(static panel => panel.GetProperty("title").GetString()!).Order());
    }

    [Fact]
    public async Task Every_variable_offers_what_there_is_and_what_it_offers_can_be_chosen()
    {
        Dictionary<string, string[]> expected = new()
        {
            ["service"] = ["client", "edge"],
            ["run"] = ["2", "3"],
            ["flow"] = ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3", "3-1", "3-2", "3-3"],
        };
        foreach (JsonElement variable in GrafanaDashboard.Variables)
        {
            string name = variable.GetProperty("name").GetString()!;
            JsonElement query = variable.GetProperty("query").GetProperty("infinityQuery");
            string value = Assert.Single(query.GetProperty("columns").EnumerateArray(), static column => column.GetProperty("text").GetString() == "__value").GetProperty("selector").GetString()!;
            string[] offered = [.. (await AskAsync(query, mayLack: false)).Select(row => row.GetProperty(value).ToString()).Distinct()];

            Assert.Equal(name == "type" ? _fleet.Events.Select(static one => one.Name).Distinct().Order() : expected[name], offered.Order().Where(one => name != "type" || _fleet.Events.Any(e => e.Name == one)));
            foreach (string one in name == "type" ? (IEnumerable<string>)["PACKET_SENT", "PACKET_SENT,PACKET_LOST_TIMEOUT"] : offered)
            {
                Dictionary<string, string> before = new(_values);
                _values[name] = one;
                foreach (JsonElement target in GrafanaDashboard.Panels.SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()))
                {
                    await AskAsync(target, mayLack: true);
                }

                (_values["service"], _values["run"], _values["flow"], _values["type"]) = (before["service"], before["run"], before["flow"], before["type"]);
            }
        }
    }

    [Fact]
    public async Task What_is_chosen_is_shown_and_nothing_else()
    {
        JsonElement panel = GrafanaDashboard.Panels.Single(static panel => panel.GetProperty("title").GetString() == "Events per second by type");
        (_values["service"], _values["run"], _values["flow"], _values["type"]) = ("edge", "2", "2-2", "PACKET_SENT,PACKET_LOST_IN_SPACE");

        IReadOnlyList<JsonElement> rows = await AskAsync(panel.GetProperty("targets")[0], mayLack: false);

        double seconds = (FleetStore.ToMs - FleetStore.FromMs) / 1000.0 / 200;
        Assert.Equal(
            _fleet.EventsInRange.Where(static one => one is { Run: 2, Flow: 2, Type: FleetStore.Sent or FleetStore.LostInSpace }).GroupBy(static one => one.Name).OrderBy(static type => type.Key).Select(static type => (type.Key, (double)type.Count())),
            rows.GroupBy(static row => row.GetProperty("type").GetString()!).OrderBy(static type => type.Key).Select(type => (type.Key, Math.Round(type.Sum(static row => Number(row, "perSecond")) * seconds, 6))));
    }

    [Fact]
    public async Task Who_has_no_token_is_not_answered()
    {
        foreach (JsonElement query in GrafanaDashboard.Panels.SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()))
        {
            using HttpResponseMessage response = await _explorer.Client.GetAsync(GrafanaDashboard.AddressOf(_source.GetProperty("url").GetString()!, query, _values));

            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public void What_is_provisioned_fits_together()
    {
        JsonElement dashboards = GrafanaDashboard.Yaml("provisioning/dashboards/ojo.yaml", new Dictionary<string, string>()).GetProperty("providers")[0];
        JsonElement compose = GrafanaDashboard.Yaml("compose.yaml", new Dictionary<string, string>());
        string[] volumes = [.. compose.GetProperty("services").GetProperty("grafana").GetProperty("volumes").EnumerateArray().Select(static one => one.GetString()!)];

        Assert.Equal("file", dashboards.GetProperty("type").GetString());
        Assert.Contains($"./dashboards:{dashboards.GetProperty("options").GetProperty("path").GetString()}:ro", volumes);
        Assert.Contains("./provisioning:/etc/grafana/provisioning:ro", volumes);
        Assert.Equal("yesoreyeram-infinity-datasource", _source.GetProperty("type").GetString());
        Assert.Equal([_source.GetProperty("url").GetString()], _source.GetProperty("jsonData").GetProperty("allowedHosts").EnumerateArray().Select(static host => host.GetString()));
        Assert.All(
            GrafanaDashboard.Panels.SelectMany(static panel => panel.GetProperty("targets").EnumerateArray().Append(panel)).Concat(GrafanaDashboard.Variables),
            one => Assert.Equal(_source.GetProperty("uid").GetString(), one.GetProperty("datasource").GetProperty("uid").GetString()));
        Assert.Equal(GrafanaDashboard.Panels.Count, GrafanaDashboard.Panels.Select(static panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        JsonElement[] places = [.. GrafanaDashboard.Panels.Select(static panel => panel.GetProperty("gridPos"))];
        Assert.All(places, place => Assert.InRange(place.GetProperty("x").GetInt32() + place.GetProperty("w").GetInt32(), 1, 24));
    }

    /// <summary>The rows of a query, which are what Infinity's backend parser can read, and have every column that the query names.</summary>
    private async Task<IReadOnlyList<JsonElement>> AskAsync(JsonElement query, bool mayLack)
    {
        Uri address = GrafanaDashboard.AddressOf(_source.GetProperty("url").GetString()!, query, _values);
        using HttpResponseMessage response = await _client.GetAsync(address);
        string body = await response.Content.ReadAsStringAsync();
        if (mayLack && response.StatusCode != System.Net.HttpStatusCode.OK)
        {
            // What was chosen contradicts itself: a flow of a run, and another run.
            Assert.True((int)response.StatusCode is 400, $"{address}: {(int)response.StatusCode} {body}");
            Assert.Contains("is of run", body, StringComparison.Ordinal);
            return [];
        }

        Assert.True(response.StatusCode == System.Net.HttpStatusCode.OK, $"{address}: {(int)response.StatusCode} {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        JsonElement answer = JsonElement.Parse(body);
        Assert.Equal(JsonValueKind.Array, answer.ValueKind);
        JsonElement[] rows = [.. answer.EnumerateArray()];
        Assert.False(response.Headers.Contains("Ojo-Partial"), $"{address} lacks something");
        Assert.All(rows, static row => Assert.All(row.EnumerateObject(), static member =>
        {
            Assert.DoesNotContain(member.Value.ValueKind, (JsonValueKind[])[JsonValueKind.Object, JsonValueKind.Array]);
            Assert.Matches("^[A-Za-z0-9_]+$", member.Name);
        }));
        foreach (JsonElement column in query.GetProperty("columns").EnumerateArray())
        {
            CheckColumn(address, rows, column.GetProperty("selector").GetString()!, column.GetProperty("type").GetString()!, mayLack);
        }

        if (query.GetProperty("format").GetString() == "timeseries")
        {
            long[] times = [.. rows.Select(static row => UnixUs(row, "time"))];
            Assert.Equal(times.Order(), times);
            Assert.All(times, static us => Assert.InRange(us, FleetStore.FromMs * 1000, (FleetStore.ToMs * 1000) - 1));
        }

        return rows;
    }

    private static void CheckColumn(Uri address, JsonElement[] rows, string name, string type, bool mayLack)
    {
        Assert.True(mayLack || rows.Length > 0, $"{address} has no rows");
        Assert.All(rows, row => Assert.True(row.TryGetProperty(name, out _), $"{address} has no column {name}"));
        JsonElement[] values = [.. rows.Select(row => row.GetProperty(name)).Where(static value => value.ValueKind != JsonValueKind.Null)];
        Assert.True(mayLack || values.Length > 0, $"{address}: every {name} is null");
        Assert.All(values, value =>
        {
            Assert.Equal(type == "number" ? JsonValueKind.Number : JsonValueKind.String, value.ValueKind);
            if (type == "timestamp")
            {
                Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$", value.GetString());
            }
        });
    }

    private static Action<FleetStore, IReadOnlyList<JsonElement>> ShowsCounts(
        int width, string label, string column, Func<FleetStore.Recorded, string> labelOf, Func<FleetStore.Recorded, bool> isMeant, Func<int, double, double> valueOf) =>
        (fleet, rows) => Shows(
            rows, width, label, column, fleet.EventsInRange.Where(isMeant), labelOf, (some, seconds) => valueOf(some.Count(), seconds),
            fleet.EventsInRange.Where(isMeant).Select(labelOf).Distinct());

    /// <summary>Compares rows of every bucket and label with what those events of the range come to.</summary>
    private static void Shows(
        IReadOnlyList<JsonElement> rows, int width, string label, string column, IEnumerable<FleetStore.Recorded> events, Func<FleetStore.Recorded, string> labelOf,
        Func<IEnumerable<FleetStore.Recorded>, double, double?> valueOf, IEnumerable<string> labels)
    {
        (long fromNs, long toNs, long bucketNs) = Buckets(width);
        var byBucket = events.ToLookup(one => (((one.UnixUs * 1000) - fromNs) / bucketNs, labelOf(one)));
        List<(long, string, double?)> expected = [];
        for (long n = 0; fromNs + (n * bucketNs) < toNs; n++)
        {
            double seconds = Math.Min(bucketNs, toNs - fromNs - (n * bucketNs)) / 1e9;
            expected.AddRange(labels.Order(StringComparer.Ordinal).Select(one => ((fromNs + (n * bucketNs)) / 1000, one, valueOf(byBucket[(n, one)], seconds))));
        }

        Assert.Equal(expected, rows.Select(row => (UnixUs(row, "time"), row.GetProperty(label).GetString()!, OrNull(row, column))).OrderBy(static row => row.Item1).ThenBy(static row => row.Item2, StringComparer.Ordinal));
    }

    private static void ShowsValues(
        FleetStore fleet, IReadOnlyList<JsonElement> rows, uint type, Func<FleetStore.Recorded, long> valueOf, params (string Column, Func<long[], long> Of)[] columns)
    {
        (long fromNs, _, long bucketNs) = Buckets(120);
        var expected = fleet.EventsInRange.Where(one => one.Type == type).GroupBy(one => ((one.UnixUs * 1000) - fromNs) / bucketNs).OrderBy(static bucket => bucket.Key)
            .Select(bucket => ((fromNs + (bucket.Key * bucketNs)) / 1000, string.Join(' ', columns.Select(column => column.Of([.. bucket.Select(valueOf)])))));

        Assert.Equal(expected, rows.Select(row => (UnixUs(row, "time"), string.Join(' ', columns.Select(column => Number(row, column.Column))))));
    }

    private static (long FromNs, long ToNs, long BucketNs) Buckets(int width)
    {
        (long fromNs, long toNs) = (FleetStore.FromMs * 1_000_000, FleetStore.ToMs * 1_000_000);
        return (fromNs, toNs, (toNs - fromNs + width - 1) / width);
    }

    private static IEnumerable<FleetStore.Recorded> FirstEvents(FleetStore fleet) => fleet.Events.GroupBy(static one => (one.Run, one.Flow))
        .Select(static flow => flow.MinBy(static one => one.UnixUs)!).Intersect(fleet.EventsInRange);

    private static Func<long[], long> Percentile(double percent) => values => values.Order().ElementAt((int)Math.Ceiling(percent / 100 * values.Length) - 1);

    private static double Number(JsonElement row, string column) => row.GetProperty(column).GetDouble();

    private static double? OrNull(JsonElement row, string column) => row.GetProperty(column).ValueKind == JsonValueKind.Null ? null : Number(row, column);

    private static long UnixUs(JsonElement row, string column) =>
        (DateTimeOffset.Parse(row.GetProperty(column).GetString()!, CultureInfo.InvariantCulture).UtcTicks - DateTime.UnixEpoch.Ticks) / 10;
}
