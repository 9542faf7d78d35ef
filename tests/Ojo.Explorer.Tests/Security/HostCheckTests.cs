using System.Net;
using System.Text.Json;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Security;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Security;

public sealed class HostCheckTests
{
    [Theory]
    [InlineData("/api/stats", "rebound.example:8080")]
    [InlineData("/", "rebound.example")]
    [InlineData("/api/stats", "192.168.1.7")]
    [InlineData("/healthz", "localhost.evil.example")]
    [InlineData("/api/stats", "127.0.0.1.evil.example")]
    public async Task A_name_that_is_not_this_machines_is_answered_nothing(string path, string host)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());

        JsonElement problem = await RunningExplorer.ProblemAsync(421, await GetAsync(explorer, path, host));

        Assert.Equal("urn:ojo:problem:unknown-host", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:9999")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3:80")]
    [InlineData("[::1]:8080")]
    [InlineData("traces.internal")]
    public async Task The_names_of_this_machine_and_those_allowed_are_answered(string host)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore(), o => o with { AllowedHosts = ["traces.internal"] });

        using HttpResponseMessage response = await GetAsync(explorer, "/api/stats", host);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("[fe80::1]", true)]
    [InlineData("localhost", true)]
    [InlineData("rebound.example", false)]
    public void Open_to_everybody_it_answers_to_addresses_because_only_names_can_be_rebound(string host, bool passes)
    {
        HostCheck check = new(IPAddress.Any, []);
        Microsoft.AspNetCore.Http.DefaultHttpContext context = new();
        context.Request.Host = new(host);

        RequestFaultException? refused = Record.Exception(() => check.Check(context.Request)) as RequestFaultException;

        Assert.Equal(passes, refused is null);
    }

    private static async Task<HttpResponseMessage> GetAsync(RunningExplorer explorer, string path, string host)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Host = host;
        return await explorer.Client.SendAsync(request);
    }
}
