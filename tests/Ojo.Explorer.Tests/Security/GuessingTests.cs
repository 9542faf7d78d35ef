using System.Globalization;
using System.Net;
using System.Text.Json;
using Ojo.Explorer.Security;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Security;

/// <summary>Tries many tokens, in each place where one can be shown.</summary>
public sealed class GuessingTests : IAsyncLifetime
{
    private const string Token = "correct-horse-battery";
    private readonly ManualTime _time = new();
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync() =>
        _explorer = await RunningExplorer.StartAsync(new FakeStore(), o => o with { Token = Token, Time = _time });

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Theory]
    [InlineData("header")]
    [InlineData("cookie")]
    [InlineData("link")]
    [InlineData("login")]
    public async Task After_ten_wrong_tokens_not_even_the_right_one_is_looked_at_for_a_minute(string place)
    {
        string cookie = await CookieNameAsync();
        for (int i = 0; i < GuessLimit.MostFromOne; i++)
        {
            using HttpResponseMessage wrong = await ShowAsync(place, cookie, $"guess-{i}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using HttpResponseMessage refused = await ShowAsync("header", cookie, Token);
        JsonElement problem = await RunningExplorer.ProblemAsync(429, refused);
        Assert.Equal("urn:ojo:problem:too-many-guesses", problem.GetProperty("type").GetString());
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter!.Delta);
        // Who goes on guessing does not make the wait longer.
        _time.Advance(TimeSpan.FromSeconds(59));
        using HttpResponseMessage still = await ShowAsync(place, cookie, "another");
        Assert.Equal(429, (int)still.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), still.Headers.RetryAfter!.Delta);
        _time.Advance(TimeSpan.FromSeconds(1));
        using HttpResponseMessage let = await ShowAsync("header", cookie, Token);
        Assert.Equal(HttpStatusCode.OK, let.StatusCode);
    }

    [Fact]
    public async Task Who_is_in_goes_on_working_beside_a_guesser_at_the_same_address()
    {
        using HttpResponseMessage login = await ShowAsync("login", "", Token);
        string cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        for (int i = 0; i <= GuessLimit.MostFromOne; i++)
        {
            (await ShowAsync("login", "", $"guess-{i}")).Dispose();
        }

        Assert.Equal(429, (int)(await ShowAsync("login", "", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await VisitAsync(cookie));
    }

    [Fact]
    public async Task The_cookie_of_a_token_that_was_changed_guesses_once_however_often_it_comes()
    {
        string name = await CookieNameAsync();
        for (int i = 0; i < 5 * GuessLimit.MostFromOne; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await VisitAsync($"{name}=65.of-another-token"));
        }

        using HttpResponseMessage login = await ShowAsync("login", "", Token);
        Assert.Equal(HttpStatusCode.SeeOther, login.StatusCode);
    }

    [Fact]
    public async Task The_login_page_says_how_long_to_wait()
    {
        for (int i = 0; i < GuessLimit.MostFromOne; i++)
        {
            (await ShowAsync("login", "", $"guess-{i}")).Dispose();
        }

        using HttpResponseMessage refused = await ShowAsync("login", "", Token);

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
        Assert.Contains("Try again in 60 s.", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_is_good_for_thirty_days_and_for_its_own_explorer()
    {
        using HttpResponseMessage login = await ShowAsync("login", "", Token);
        string cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await using RunningExplorer restarted = await RunningExplorer.StartAsync(new FakeStore(), o => o with { Token = Token, Time = _time });
        await using RunningExplorer other = await RunningExplorer.StartAsync(new FakeStore(), o => o with { Token = "another-token", Time = _time });

        Assert.Equal(HttpStatusCode.OK, await VisitAsync(cookie, restarted));
        Assert.Equal(HttpStatusCode.Unauthorized, await VisitAsync(cookie, other));
        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await VisitAsync(cookie));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await VisitAsync(cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await VisitAsync(cookie, restarted));
    }

    [Fact]
    public void Guesses_from_everywhere_end_for_a_minute_but_not_for_an_address_that_knows_the_token()
    {
        GuessLimit limit = new(_time);
        IPAddress owner = IPAddress.Parse("192.0.2.1");
        limit.Right(owner);
        for (int i = 0; i < GuessLimit.MostInAll; i++)
        {
            IPAddress one = IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"198.51.100.{i}"));
            Assert.Null(limit.Wait(one, (UInt128)i));
            limit.Wrong(one, (UInt128)i);
        }

        IPAddress stranger = IPAddress.Parse("203.0.113.9");
        Assert.NotNull(limit.Wait(stranger, 1000));
        Assert.Null(limit.Wait(owner, 1000));
        _time.Advance(GuessLimit.Window);
        Assert.Null(limit.Wait(stranger, 1000));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void An_IPv6_network_is_one_client(string left, string right, bool same) =>
        Assert.Equal(same, ClientAddress.Of(IPAddress.Parse(left)).Equals(ClientAddress.Of(IPAddress.Parse(right))));

    private async Task<string> CookieNameAsync()
    {
        using HttpResponseMessage login = await ShowAsync("login", "", Token);
        return login.Headers.GetValues("Set-Cookie").Single().Split('=')[0];
    }

    private async Task<HttpResponseMessage> ShowAsync(string place, string cookie, string token)
    {
        if (place == "login")
        {
            using FormUrlEncodedContent form = new([new("token", token)]);
            return await _explorer.Client.PostAsync(new Uri("/login", UriKind.Relative), form, TestContext.Current.CancellationToken);
        }

        using HttpRequestMessage request = new(HttpMethod.Get, place == "link" ? $"/?token={token}" : "/api/stats");
        if (place != "link")
        {
            request.Headers.TryAddWithoutValidation(place == "header" ? "Authorization" : "Cookie", place == "header" ? "Bearer " + token : $"{cookie}={token}");
        }

        return await _explorer.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpStatusCode> VisitAsync(string cookie, RunningExplorer? explorer = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using HttpResponseMessage response = await (explorer ?? _explorer).Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
