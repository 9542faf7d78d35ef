using Ojo.Explorer.Tests.Support;
using Ojo.Format;

namespace Ojo.Explorer.Tests.Security;

/// <summary>Tries to get in without the token, in every way a request can be written.</summary>
public sealed class UninvitedTests : IAsyncLifetime
{
    private const string Token = "correct-horse-battery";
    private const string Secret = "edge-proxy-of-the-secret-project";

    private readonly TraceStore _store = new();
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync()
    {
        _store.AddRun(Secret, "node-4");
        _store.Ingest(new TraceRecord(1, 7, 2, 11));
        _explorer = await RunningExplorer.StartAsync(_store.DatabasePath, o => o with { Token = Token });
    }

    public async ValueTask DisposeAsync()
    {
        await _explorer.DisposeAsync();
        _store.Dispose();
    }

    [Fact]
    public async Task With_the_token_the_secret_is_told()
    {
        // What the other tests look for is there to be found.
        (int status, string text) = await RawHttp.SendAsync(_explorer.Address, $"GET /api/runs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Token}\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, status);
        Assert.Contains(Secret, text, StringComparison.Ordinal);
    }

    [Theory]
    // In headers.
    [InlineData("GET /api/runs HTTP/1.1", "Authorization: Bearer")]
    [InlineData("GET /api/runs HTTP/1.1", "Authorization: Bearer wrong\r\nAuthorization: Bearer " + Token)]
    [InlineData("GET /api/runs HTTP/1.1", "Authorization: Bearer wrong, Bearer " + Token)]
    [InlineData("GET /api/runs HTTP/1.1", "Authorization: Bearer\t" + Token)]
    [InlineData("GET /api/runs HTTP/1.1", "Authorization: Basic " + Token)]
    [InlineData("GET /api/runs HTTP/1.1", "Authorization: Bearer null")]
    [InlineData("GET /api/runs HTTP/1.1", "Proxy-Authorization: Bearer " + Token)]
    [InlineData("GET /api/runs HTTP/1.1", "X-Original-URL: /healthz\r\nX-Rewrite-URL: /healthz")]
    [InlineData("GET /healthz HTTP/1.1", "X-Original-URL: /api/runs\r\nX-Rewrite-URL: /api/runs")]
    [InlineData("GET /api/runs HTTP/1.1", "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\nX-Real-IP: 127.0.0.1")]
    [InlineData("GET /api/runs HTTP/1.1", "X-HTTP-Method-Override: HEAD")]
    // In the query.
    [InlineData("GET /api/runs?token=" + Token + " HTTP/1.1", "")]
    [InlineData("GET /api/runs?Token=" + Token + "&access_token=" + Token + " HTTP/1.1", "")]
    [InlineData("GET /openapi/v1.json?token=" + Token + " HTTP/1.1", "")]
    [InlineData("GET /?token=wrong&token=" + Token + " HTTP/1.1", "")]
    // In cookies.
    [InlineData("GET /api/runs HTTP/1.1", "Cookie: ojo_session=" + Token)]
    [InlineData("GET /api/runs HTTP/1.1", "Cookie: token=" + Token)]
    [InlineData("GET /api/runs HTTP/1.1", "Cookie: ojo_session=")]
    [InlineData("GET /api/runs HTTP/1.1", "Cookie: ojo_session=.; ojo_session=..")]
    // By the path.
    [InlineData("GET /healthz/../api/runs HTTP/1.1", "")]
    [InlineData("GET /login/../api/runs HTTP/1.1", "")]
    [InlineData("GET /healthz%2f..%2fapi%2fruns HTTP/1.1", "")]
    [InlineData("GET /login%2F..%2Fapi%2Fruns HTTP/1.1", "")]
    [InlineData("GET /healthz/%2e%2e/api/runs HTTP/1.1", "")]
    [InlineData("GET /healthz/%252e%252e/api/runs HTTP/1.1", "")]
    [InlineData("GET /healthz/..\\api\\runs HTTP/1.1", "")]
    [InlineData("GET /healthz;/api/runs HTTP/1.1", "")]
    [InlineData("GET /healthz?/api/runs HTTP/1.1", "")]
    [InlineData("GET /healthz#/api/runs HTTP/1.1", "")]
    [InlineData("GET //api/runs HTTP/1.1", "")]
    [InlineData("GET /api//runs HTTP/1.1", "")]
    [InlineData("GET /API/RUNS HTTP/1.1", "")]
    [InlineData("GET /%61pi/runs HTTP/1.1", "")]
    [InlineData("GET /api/runs/ HTTP/1.1", "")]
    [InlineData("GET /api/runs%00 HTTP/1.1", "")]
    [InlineData("GET /api/runs%20 HTTP/1.1", "")]
    [InlineData("GET /./api/./runs HTTP/1.1", "")]
    [InlineData("GET /login/api/runs HTTP/1.1", "")]
    [InlineData("GET /login?next=/api/runs HTTP/1.1", "")]
    [InlineData("GET /healthz/api/runs HTTP/1.1", "")]
    [InlineData("GET /plugins/../api/runs HTTP/1.1", "")]
    [InlineData("GET api/runs HTTP/1.1", "")]
    // By the form of the request.
    [InlineData("GET http://localhost/api/runs HTTP/1.1", "")]
    [InlineData("GET http://localhost/healthz/../api/runs HTTP/1.1", "")]
    [InlineData("GET http://user:" + Token + "@localhost/api/runs HTTP/1.1", "")]
    [InlineData("GET /api/runs HTTP/1.0", "")]
    [InlineData("HEAD /api/runs HTTP/1.1", "")]
    [InlineData("POST /api/runs HTTP/1.1", "Content-Length: 0")]
    [InlineData("OPTIONS /api/runs HTTP/1.1", "")]
    [InlineData("OPTIONS * HTTP/1.1", "")]
    [InlineData("TRACE /api/runs HTTP/1.1", "")]
    [InlineData("CONNECT localhost:80 HTTP/1.1", "")]
    [InlineData("GET /api/live HTTP/1.1", "Accept: text/event-stream")]
    [InlineData("GET /api/plugins HTTP/1.1", "")]
    [InlineData("GET /plugins/x.js HTTP/1.1", "")]
    [InlineData("GET /api/runs HTTP/1.1", "Transfer-Encoding: chunked\r\nContent-Length: 4")]
    [InlineData("GET /api/runs HTTP/1.1", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__")]
    public async Task Nothing_is_told(string line, string headers)
    {
        string host = line.Contains("HTTP/1.0", StringComparison.Ordinal) ? "" : "Host: localhost\r\n";
        (int status, string text) = await RawHttp.SendAsync(_explorer.Address, $"{line}\r\n{host}{(headers.Length > 0 ? headers + "\r\n" : "")}Connection: close\r\n\r\n");

        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", text, StringComparison.OrdinalIgnoreCase);
        bool isHealth = text.Contains("""{"status":"ok"}""", StringComparison.Ordinal);
        bool isLogin = text.Contains("<form method=\"post\" action=\"/login\">", StringComparison.Ordinal);
        Assert.True(status is 0 or (>= 400 and < 500) || isHealth || isLogin, text);
        Assert.True(status != 200 || isHealth || isLogin, text);
    }

    [Fact]
    public async Task A_second_request_behind_the_first_is_asked_for_the_token_too()
    {
        // One that is let in, and one that hides in what follows it.
        (_, string text) = await RawHttp.SendAsync(_explorer.Address,
            $"GET /api/about HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Token}\r\n\r\nGET /api/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Contains("HTTP/1.1 200", text, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 401", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/runs HTTP/1.0\r\n\r\n")]
    [InlineData("GET /api/runs HTTP/1.1\r\nHost: \r\n\r\n")]
    [InlineData("GET /api/runs HTTP/1.1\r\nHost: rebound.example\r\n\r\n")]
    [InlineData("GET /api/runs HTTP/1.1\r\nHost: rebound.example\r\nX-Forwarded-Host: localhost\r\n\r\n")]
    [InlineData("GET http://rebound.example/api/runs HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET http://localhost/api/runs HTTP/1.1\r\nHost: rebound.example\r\n\r\n")]
    [InlineData("GET http://rebound.example/api/runs HTTP/1.1\r\nHost: rebound.example\r\n\r\n")]
    [InlineData("GET /api/runs HTTP/1.1\r\nHost: localhost\r\nHost: rebound.example\r\n\r\n")]
    [InlineData("GET /api/runs HTTP/1.1\r\nHost: localhost.rebound.example\r\n\r\n")]
    [InlineData("GET /api/runs HTTP/1.1\r\nHost: localhost:80@rebound.example\r\n\r\n")]
    [InlineData("GET /api/runs HTTP/1.1\r\nHost: 2130706433.rebound.example\r\n\r\n")]
    public async Task Without_a_token_a_rebound_name_is_told_nothing(string request)
    {
        await using RunningExplorer open = await RunningExplorer.StartAsync(_store.DatabasePath);

        (int status, string text) = await RawHttp.SendAsync(open.Address, request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal));

        Assert.True(status is 400 or 421, text);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }
}
