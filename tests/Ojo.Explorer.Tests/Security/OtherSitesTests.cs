using System.Net;
using System.Text.Json;
using Ojo.Explorer.Hosting;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Security;

/// <summary>What pages of other sites can do: read nothing, and make the explorer do nothing, unless they are named.</summary>
public sealed class OtherSitesTests : IAsyncLifetime
{
    private const string Friend = "https://grafana.example:3000";
    private RunningExplorer _explorer = null!;
    private RunningExplorer _friendly = null!;

    public async ValueTask InitializeAsync()
    {
        _explorer = await RunningExplorer.StartAsync(new FakeStore());
        _friendly = await RunningExplorer.StartAsync(new FakeStore(), static o => o with { CorsOrigins = [Friend], Token = "secret" });
    }

    public async ValueTask DisposeAsync()
    {
        await _explorer.DisposeAsync();
        await _friendly.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/stats", "cross-site", "no-cors", "image", 403)]
    [InlineData("GET", "/api/stats", "same-site", "no-cors", "script", 403)]
    [InlineData("GET", "/api/stats", "cross-site", "cors", "empty", 403)]
    [InlineData("GET", "/", "cross-site", "navigate", "iframe", 403)]
    [InlineData("GET", "/assets/app.js", "cross-site", "no-cors", "script", 403)]
    [InlineData("POST", "/login", "cross-site", "navigate", "document", 403)]
    [InlineData("GET", "/", "cross-site", "navigate", "document", 200)]
    [InlineData("GET", "/api/stats", "cross-site", "navigate", "document", 200)]
    [InlineData("GET", "/api/stats", "same-origin", "cors", "empty", 200)]
    [InlineData("GET", "/api/stats", "none", "navigate", "document", 200)]
    public async Task A_foreign_page_cannot_ask_but_a_link_can_be_followed(string method, string path, string site, string mode, string destination, int status)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", mode);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Dest", destination);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 403)
        {
            Assert.Equal("urn:ojo:problem:other-site", (await RunningExplorer.ProblemAsync(403, response)).GetProperty("type").GetString());
        }
    }

    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://127.0.0.1.evil.example", 403)]
    [InlineData("http://127.0.0.1", 200)]
    public async Task Where_a_browser_says_no_more_than_the_origin_that_decides_who_may_send(string origin, int status)
    {
        using StringContent content = new("""{"sql": "SELECT 1"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/query") { Content = content };
        request.Headers.TryAddWithoutValidation("Origin", origin);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_site_that_is_named_may_read_with_the_token_and_never_with_a_cookie()
    {
        using HttpRequestMessage preflight = new(HttpMethod.Options, "/api/query");
        preflight.Headers.TryAddWithoutValidation("Origin", Friend);
        preflight.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "POST");
        preflight.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", "authorization,content-type");
        using HttpResponseMessage allowed = await _friendly.Client.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal(Friend, allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("POST", allowed.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);

        using HttpResponseMessage answer = await AskAsync(Friend, "secret");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Friend, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("Origin", answer.Headers.Vary);

        // An error can be read too, or nobody would know what was wrong.
        using HttpResponseMessage refused = await AskAsync(Friend, "guess");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(Friend, refused.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.All(new[] { allowed, answer, refused }, static r => Assert.False(r.Headers.Contains("Access-Control-Allow-Credentials")));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://grafana.example:3000")]
    [InlineData("https://grafana.example")]
    [InlineData("https://grafana.example:3000.evil.example")]
    [InlineData("https://sub.grafana.example:3000")]
    [InlineData("null")]
    public async Task Nobody_else_may_though_one_may(string origin)
    {
        using HttpResponseMessage answer = await AskAsync(origin, "secret");

        Assert.DoesNotContain(answer.Headers, static h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        JsonElement problem = await RunningExplorer.ProblemAsync(403, answer);
        Assert.Equal("urn:ojo:problem:other-site", problem.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("https://*.example")]
    [InlineData("https://a.example/")]
    [InlineData("https://a.example/path")]
    [InlineData("https://user@a.example")]
    [InlineData("https://A.example")]
    [InlineData("https://a.example:443")]
    [InlineData("ftp://a.example")]
    [InlineData("a.example")]
    [InlineData("")]
    public void Only_an_origin_as_browsers_write_it_can_be_named(string origin)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => OptionCheck.Check(new ExplorerOptions { DatabasePath = "traces.db", CorsOrigins = [origin] }));

        Assert.Contains("https://grafana.example:3000", exception.Message, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string origin, string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "cors");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await _friendly.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
