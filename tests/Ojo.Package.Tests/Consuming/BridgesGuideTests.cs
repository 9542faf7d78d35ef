using Ojo.Package.Tests.Packing;
using Ojo.Watcher;

namespace Ojo.Package.Tests.Consuming;

/// <summary>From nothing to a host that records, as docs/BRIDGES.md has it: two packages, a program, its settings.</summary>
[Collection(nameof(BridgesPackage))]
public sealed class BridgesGuideTests(PackedExtensions package) : IDisposable
{
    private const string Project = "Edge";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ojo-bridges-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_project_with_what_the_guide_shows_records_its_own_events_its_log_and_the_network()
    {
        await RunProjectAsync();
        string database = Path.Combine(_folder.FullName, "traces.db");
        WatcherSummary summary = await OjoWatcher.RunAsync(
            new WatcherOptions { InputDirectory = Path.Combine(_folder.FullName, Project, "traces", "output"), DatabasePath = database }, Cancellation);
        Assert.Equal(0, summary.Quarantined);

        Assert.Equal(["Sent 100 packets to localhost|Packets=100 Peer=localhost"], TraceDatabase.Query(database, Guide.BridgesQuery()));
        Assert.Equal(["100"], TraceDatabase.Query(database, "SELECT count(*) FROM packet_sent WHERE flow_id = 7"));
        Assert.Equal(["100"], TraceDatabase.Query(database, "SELECT packets FROM burst_ended WHERE flow_id = 7"));
        Assert.Equal(["localhost"], TraceDatabase.Query(database, "SELECT host FROM dns_started"));
        Assert.Equal(["edge"], TraceDatabase.Query(database, "SELECT service FROM runs"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunProjectAsync()
    {
        string project = Path.Combine(_folder.FullName, Project);
        Dictionary<string, string> none = [];
        (await DotNet.RunAsync("dotnet", _folder.FullName, none, "new", "console", "-o", Project, "--no-restore")).AssertSuccess();
        foreach ((string name, string version) in new[] { ("Ojo.Extensions", package.Version), ("Microsoft.Extensions.Hosting", Guide.BridgesHostingVersion()) })
        {
            (await DotNet.RunAsync("dotnet", project, none, "add", "package", name, "--version", version, "--no-restore")).AssertSuccess();
        }

        Guide.WriteBridgesFiles(project);
        ProgramOutput build = await DotNet.BuildAsync(_folder.FullName, package.Environment, "build", Project, "-c", "Release");
        build.AssertSuccess();
        Assert.Contains("0 Warning(s)", build.Text, StringComparison.Ordinal);
        (await DotNet.RunAsync("dotnet", project, none, Path.Combine(project, "bin", "Release", "net10.0", $"{Project}.dll"))).AssertSuccess();
    }
}
