using System.Text.Json;
using Ojo.Explorer;
using Ojo.Package.Tests.Packing;
using Ojo.Watcher;

namespace Ojo.Package.Tests.Consuming;

/// <summary>From nothing to a picture, as docs/EVENTS.md has it: package, new project, trace, database, HTTP.</summary>
public sealed class GuideTests(PackedRuntime package) : IDisposable
{
    private const string Project = "Game";

    private readonly ConsumerFolder _folder = new(package);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_project_with_what_the_guide_shows_has_its_events_served_over_HTTP()
    {
        await RunProjectAsync();
        string database = _folder.Path("traces.db");
        WatcherSummary summary = await OjoWatcher.RunAsync(
            new WatcherOptions { InputDirectory = _folder.Path(Project, "traces", "output"), DatabasePath = database }, Cancellation);
        Assert.Equal((400, 0), (summary.Events, summary.Quarantined));

        await using OjoExplorer explorer = await OjoExplorer.StartAsync(new ExplorerOptions { DatabasePath = database, Port = 0 }, Cancellation);
        using HttpClient client = new() { BaseAddress = explorer.Address };
        JsonElement[] snapshots = await EventsAsync(client, "SNAPSHOT_SENT");
        JsonElement[] lags = await EventsAsync(client, "LAG_MEASURED");

        Assert.Equal((200, 200), (snapshots.Length, lags.Length));
        Assert.All(snapshots, static snapshot => Assert.EndsWith("-7", snapshot.GetProperty("flow").GetString(), StringComparison.Ordinal));
        Assert.Equal("""{"packet_number":"199","size":599,"map":"canyon"}""", snapshots[^1].GetProperty("fields").GetRawText());
        Assert.Equal("""{"lag":29000000}""", lags[^1].GetProperty("fields").GetRawText());
        using JsonDocument flow = JsonDocument.Parse(
            await client.GetStringAsync(new Uri($"/api/flows/{snapshots[0].GetProperty("flow").GetString()}", UriKind.Relative), Cancellation));
        Assert.Equal(200, flow.RootElement.GetProperty("summary").GetProperty("packetsSent").GetInt64());
        Assert.Equal(20_000, flow.RootElement.GetProperty("summary").GetProperty("minRttUs").GetDouble());
    }

    public void Dispose() => _folder.Dispose();

    private async Task RunProjectAsync()
    {
        Dictionary<string, string> none = [];
        (await DotNet.RunAsync("dotnet", _folder.Path(), none, "new", "console", "-o", Project, "--no-restore")).AssertSuccess();
        Guide.WriteFiles(_folder.Path(Project));
        (await _folder.DotNetAsync("build", Project, "-c", "Release")).AssertSuccess();
        (await DotNet.RunAsync("dotnet", _folder.Path(Project), none, _folder.Path(Project, "bin", "Release", "net10.0", $"{Project}.dll"))).AssertSuccess();
    }

    private static async Task<JsonElement[]> EventsAsync(HttpClient client, string type)
    {
        using JsonDocument answer = JsonDocument.Parse(
            await client.GetStringAsync(new Uri($"/api/events?type={type}&limit=1000", UriKind.Relative), Cancellation));
        return [.. answer.RootElement.GetProperty("events").EnumerateArray().Select(static e => e.Clone())];
    }
}
