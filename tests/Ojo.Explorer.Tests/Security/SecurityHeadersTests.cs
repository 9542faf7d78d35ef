using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Security;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/stats")]
    [InlineData("/api/nope")]
    [InlineData("/api/flows?limit=0")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/assets/app.js")]
    [InlineData("/plugins/none.js")]
    [InlineData("/login")]
    public async Task Every_answer_forbids_scripts_of_others_frames_and_guessing(string path)
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        using HttpResponseMessage response = await explorer.Client.GetAsync(new Uri(path, UriKind.Relative));

        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("same-origin-allow-popups", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("camera=()", response.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Another_origin_is_allowed_nothing()
    {
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(new FakeStore());
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats");
        request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
        using HttpResponseMessage response = await explorer.Client.SendAsync(request);

        Assert.DoesNotContain(response.Headers, static h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }
}
