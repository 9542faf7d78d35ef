using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests;

public sealed class OjoExplorerTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_said_so_with_what_to_do()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        ExplorerStartException exception = await Assert.ThrowsAsync<ExplorerStartException>(
            () => RunningExplorer.StartAsync(new FakeStore(), o => o with { Port = port }));

        Assert.Equal($"Port {port} on 127.0.0.1 is taken by another program. End that program, or give another port (0 takes any free one).", exception.Message);
    }

    [Fact]
    public async Task The_next_free_port_is_taken_where_that_is_wanted()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore(), o => o with { Port = port, UseNextFreePort = true });

        Assert.InRange(explorer.Address.Port, port + 1, port + 100);
        await explorer.GetAsync("/api/stats");
    }

    [Fact]
    public async Task An_address_of_another_machine_is_said_so()
    {
        // 192.0.2.0/24 is nobody's (RFC 5737).
        ExplorerStartException exception = await Assert.ThrowsAsync<ExplorerStartException>(
            () => RunningExplorer.StartAsync(new FakeStore(), o => o with { Host = "192.0.2.1", AllowAnonymous = true }));

        Assert.Contains("192.0.2.1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ending_it_closes_the_store()
    {
        FakeStore store = new();
        await using (RunningExplorer explorer = await RunningExplorer.StartAsync(store))
        {
            await explorer.GetAsync("/api/stats");
            Assert.False(store.IsDisposed);
            await explorer.DisposeAsync();
        }

        Assert.True(store.IsDisposed);
    }

    [Fact]
    public async Task Without_a_database_it_serves_and_says_what_it_waits_for()
    {
        using TemporaryDirectory directory = new();
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(directory.File("later.db"));

        foreach (string path in (string[])["/api/stats", "/api/flows", "/healthz"])
        {
            JsonElement problem = await explorer.GetProblemAsync(503, path);
            Assert.Equal("urn:ojo:problem:store-unavailable", problem.GetProperty("type").GetString());
            Assert.StartsWith("Waiting for later.db: there is no such file yet.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain(directory.Root, problem.GetRawText(), StringComparison.Ordinal);
        }

        Assert.Equal("later.db", (await explorer.GetAsync("/api/about")).GetProperty("store").GetString());
        using HttpResponseMessage page = await explorer.Client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }
}
