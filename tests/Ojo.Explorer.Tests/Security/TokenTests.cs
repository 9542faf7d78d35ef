using System.Net;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Security;

public sealed class TokenTests : IAsyncLifetime
{
    private const string Token = "correct-horse-battery";
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync() =>
        _explorer = await RunningExplorer.StartAsync(new FakeStore(), o => o with { Token = Token });

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Theory]
    [InlineData("/api/stats")]
    [InlineData("/api/about")]
    [InlineData("/api/live")]
    [InlineData("/api/nope")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    [InlineData("/assets/app.js")]
    [InlineData("/api/stats?token=correct-horse-battery")]
    public async Task Without_the_token_nothing_is_told(string path)
    {
        using HttpResponseMessage response = await _explorer.Client.GetAsync(new Uri(path, UriKind.Relative));

        JsonElement problem = await RunningExplorer.ProblemAsync(401, response);
        Assert.Equal("urn:ojo:problem:token-needed", problem.GetProperty("type").GetString());
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("Bearer correct-horse-battery", 200)]
    [InlineData("bearer correct-horse-battery", 200)]
    [InlineData("Bearer correct-horse-batterx", 401)]
    [InlineData("Bearer correct-horse-battery-staple", 401)]
    [InlineData("Bearer correct", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Basic correct-horse-battery", 401)]
    [InlineData("correct-horse-battery", 401)]
    public async Task Only_the_token_itself_opens(string authorization, int status)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Health_is_told_to_everybody_and_nothing_else_with_it()
    {
        JsonElement health = await _explorer.GetAsync("/healthz");

        Assert.Equal("""{"status":"ok"}""", health.GetRawText());
    }

    [Fact]
    public async Task A_browser_is_led_to_the_login_page_and_back()
    {
        using HttpRequestMessage visit = new(HttpMethod.Get, "/flows/1-7?from=1&to=2");
        visit.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml");
        using HttpResponseMessage led = await _explorer.Client.SendAsync(visit);
        Assert.Equal(HttpStatusCode.SeeOther, led.StatusCode);
        Uri login = led.Headers.Location!;
        Assert.StartsWith("/login?next=", login.OriginalString, StringComparison.Ordinal);

        using HttpResponseMessage form = await _explorer.Client.GetAsync(login);
        string html = await form.Content.ReadAsStringAsync();
        Assert.Equal("text/html", form.Content.Headers.ContentType!.MediaType);
        Assert.Contains("value=\"/flows/1-7?from=1&amp;to=2\"", html, StringComparison.Ordinal);

        using HttpResponseMessage wrong = await LoginAsync("guess", "/flows/1-7");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));

        using HttpResponseMessage right = await LoginAsync(Token, "/flows/1-7?from=1&to=2");
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        Assert.Equal("/flows/1-7?from=1&to=2", right.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await VisitAsync(CookieOf(right)));
    }

    [Fact]
    public async Task A_link_with_the_token_opens_once_and_the_token_leaves_the_address()
    {
        using HttpResponseMessage response = await _explorer.Client.GetAsync(new Uri($"/flows/1-7?token={Token}&from=1", UriKind.Relative));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/flows/1-7?from=1", response.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await VisitAsync(CookieOf(response)));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_does_not_hold_the_token()
    {
        using HttpResponseMessage response = await LoginAsync(Token, "/");
        string cookie = response.Headers.GetValues("Set-Cookie").Single();

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await VisitAsync(CookieOf(response)[..^1]));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Nobody_is_led_to_another_server(string next)
    {
        using HttpResponseMessage response = await LoginAsync(Token, next);

        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using HttpResponseMessage response = await LoginAsync(new string('x', 20_000), "/");

        JsonElement problem = await RunningExplorer.ProblemAsync(413, response);
        Assert.Equal("urn:ojo:problem:bad-request", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_a_link_puts_into_the_login_page_stays_text()
    {
        string html = await _explorer.Client.GetStringAsync(new Uri("/login?next=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E", UriKind.Relative));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task On_an_address_that_others_reach_the_name_does_not_matter_to_who_has_the_token()
    {
        await using RunningExplorer open = await RunningExplorer.StartAsync(new FakeStore(), o => o with { Token = Token, Host = "0.0.0.0" });
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"http://127.0.0.1:{open.Address.Port}/api/stats"));
        request.Headers.Host = "traces.example";
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Token);

        using HttpResponseMessage response = await open.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string CookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private async Task<HttpResponseMessage> LoginAsync(string token, string next)
    {
        using FormUrlEncodedContent form = new([new("token", token), new("next", next)]);
        return await _explorer.Client.PostAsync(new Uri("/login", UriKind.Relative), form);
    }

    private async Task<HttpStatusCode> VisitAsync(string cookie)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request);
        return response.StatusCode;
    }
}
