using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ojo.Explorer.Tests.Grafana;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Rows;

/// <summary>Answers as rows: what they leave out is in headers, and what is too much is refused.</summary>
public sealed class RowsTests : IAsyncLifetime
{
    private readonly FleetStore _fleet = new();
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync() => _explorer = await RunningExplorer.StartAsync(_fleet.DatabasePath);

    public async ValueTask DisposeAsync()
    {
        await _explorer.DisposeAsync();
        _fleet.Dispose();
    }

    [Theory]
    [InlineData("asc", 100)]
    [InlineData("desc", 700)]
    [InlineData("asc", 10_000)]
    public async Task The_links_of_a_list_lead_through_every_run_of_a_time_and_each_event_comes_once(string order, int limit)
    {
        List<(int, uint, long)> met = [];
        string? path = $"/api/events?shape=rows&fromMs={FleetStore.FromMs}&toMs={FleetStore.ToMs}&order={order}&limit={limit}";
        while (path is not null)
        {
            using HttpResponseMessage response = await _explorer.Client.GetAsync(new Uri(path, UriKind.Relative));
            JsonElement rows = JsonElement.Parse(await response.Content.ReadAsStringAsync());
            met.AddRange(rows.EnumerateArray().Select(static row => (
                row.GetProperty("run").GetInt32(), uint.Parse(row.GetProperty("flow").GetString()!.Split('-')[1], CultureInfo.InvariantCulture),
                (DateTimeOffset.Parse(row.GetProperty("time").GetString()!, CultureInfo.InvariantCulture).UtcTicks - DateTime.UnixEpoch.Ticks) / 10)));
            path = response.Headers.TryGetValues("Link", out IEnumerable<string>? links) ? Regex.Match(links.Single(), "^<(.*)>; rel=\"next\"$").Groups[1].Value : null;
        }

        Assert.Equal(_fleet.EventsInRange.Select(static one => (one.Run, one.Flow, one.UnixUs)).Order(), met.Order());
    }

    [Fact]
    public async Task A_flows_series_by_the_clock_on_the_wall_is_its_series_since_its_runs_start()
    {
        JsonElement wall = await _explorer.GetAsync($"/api/flows/2-2/series?select=CWND_UPDATED.cwnd&fromMs={FleetStore.FromMs}&toMs={FleetStore.ToMs}");
        JsonElement own = await _explorer.GetAsync("/api/flows/2-2/series?select=CWND_UPDATED.cwnd&from=2000000000&to=40500000000");
        JsonElement rows = await _explorer.GetAsync("/api/flows/2-2/series?select=CWND_UPDATED.cwnd&from=2000000000&to=40500000000&shape=rows");

        Assert.Equal(own.ToString(), wall.ToString());
        Assert.Equal(
            own.GetProperty("series")[0].GetProperty("last").EnumerateArray().Select(static value => value.GetDouble()),
            rows.EnumerateArray().Select(static row => row.GetProperty("last").GetDouble()));
    }

    [Fact]
    public async Task More_groups_than_were_asked_for_are_told_in_a_header()
    {
        using HttpResponseMessage some = await _explorer.Client.GetAsync(new Uri("/api/groups?by=type&limit=2&shape=rows", UriKind.Relative));
        using HttpResponseMessage all = await _explorer.Client.GetAsync(new Uri("/api/groups?by=type&shape=rows", UriKind.Relative));

        Assert.Equal(["true"], some.Headers.GetValues("Ojo-Partial"));
        Assert.False(all.Headers.Contains("Ojo-Partial"));
    }

    [Theory]
    [InlineData("/api/flows/2-1/series?shape=rows&select=PACKET_SENT&from=0&fromMs=0", "fromMs", "times by one clock")]
    [InlineData("/api/events?fromMs=5&toMs=4", "toMs", "is before")]
    [InlineData("/api/trends?fromMs=5&toMs=5", "fromMs", "A trend is of a range")]
    [InlineData("/api/trends", "fromMs", "A trend is of a range")]
    [InlineData("/api/groups?by=time", "by", "whose ends are known")]
    [InlineData("/api/events?shape=columns", "shape", "must be one of object, rows")]
    [InlineData("/api/events?fromMs=9000000000001", "fromMs", "from 0 to 9000000000000")]
    [InlineData("/api/events?service=%22%27", "service", "quotation marks")]
    public async Task What_makes_no_sense_is_refused_with_a_sentence(string path, string parameter, string sentence)
    {
        JsonElement problem = await _explorer.GetProblemAsync(400, path);

        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void More_rows_than_anybody_draws_are_refused()
    {
        using Explorer.Rows.RowWriter rows = new([]);
        for (int n = 0; n < Explorer.Rows.RowWriter.MostRows; n++)
        {
            rows.Row();
        }

        Assert.Contains("more than 100000 rows", Assert.Throws<Explorer.Faults.RequestFaultException>(rows.Row).Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_is_left_open_does_not_swallow_the_service()
    {
        await _explorer.GetProblemAsync(400, "/api/events?service=edge&filter=%22abc");
        JsonElement rows = await _explorer.GetAsync("/api/flows?service=client&filter=type:PACKET_SENT&shape=rows");

        Assert.All(rows.EnumerateArray(), static row => Assert.Equal("client", row.GetProperty("service").GetString()));
        Assert.Equal(3, rows.GetArrayLength());
    }
}
