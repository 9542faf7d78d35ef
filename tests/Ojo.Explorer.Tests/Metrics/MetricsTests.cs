using System.Net;
using System.Text.RegularExpressions;
using Ojo.Explorer.Tests.Support;
using Ojo.Storage.Queries;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Explorer.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public async Task They_say_what_was_asked_and_what_the_store_holds()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        await explorer.GetAsync("/api/stats");
        await explorer.GetAsync("/api/stats");
        await explorer.GetProblemAsync(404, "/api/flows/77-1");
        (await explorer.Client.GetAsync(new Uri("/nowhere/at/all?secret=1", UriKind.Relative))).Dispose();

        Dictionary<string, ExpositionFamily> families = await ScrapeAsync(explorer);
        Assert.Equal(
            [
                "ojo_explorer_active_requests gauge", "ojo_explorer_request_duration_seconds histogram", "ojo_explorer_store_available gauge",
                "ojo_explorer_store_dropped_events gauge", "ojo_explorer_store_events gauge", "ojo_explorer_store_files gauge",
                "ojo_explorer_store_flows gauge", "ojo_explorer_store_runs gauge",
            ],
            families.Values.Select(static family => $"{family.Name} {family.Type}").Order(StringComparer.Ordinal));
        StoreStatistics statistics = SampleStore.Statistics;
        Assert.Equal(
            [1, 1, statistics.Events, statistics.Flows, statistics.Runs, statistics.Files, statistics.Dropped],
            new[] { "active_requests", "store_available", "store_events", "store_flows", "store_runs", "store_files", "store_dropped_events" }
                .Select(name => Assert.Single(families["ojo_explorer_" + name].Samples).Value));
        string text = await explorer.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("ojo_explorer_request_duration_seconds_count{path=\"/api/stats\",status=\"200\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("ojo_explorer_request_duration_seconds_count{path=\"/api/flows/{id}\",status=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_they_say_that_there_is_none()
    {
        using TemporaryDirectory directory = new();
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(directory.File("none.db"));
        Dictionary<string, ExpositionFamily> families = await ScrapeAsync(explorer);
        Assert.Equal(0, Assert.Single(families["ojo_explorer_store_available"].Samples).Value);
        Assert.Empty(families["ojo_explorer_store_events"].Samples);
    }

    [Fact]
    public async Task The_guide_names_each_with_its_type()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        IEnumerable<string> documented = Regex.Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "API.md")), @"^\| `(ojo_explorer_\w+)` \| (\w+) \|", RegexOptions.Multiline)
            .Select(static match => $"{match.Groups[1].Value} {match.Groups[2].Value}");
        Assert.Equal(
            (await ScrapeAsync(explorer)).Values.Select(static family => $"{family.Name} {family.Type}").Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private static async Task<Dictionary<string, ExpositionFamily>> ScrapeAsync(RunningExplorer explorer)
    {
        using HttpResponseMessage answer = await explorer.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "text/plain; version=0.0.4; charset=utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        return Exposition.Parse(await answer.Content.ReadAsStringAsync()).ToDictionary(static family => family.Name);
    }
}
