using System.Net;
using System.Net.Sockets;
using System.Text;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Page;

public sealed class EmbeddedPageTests : IAsyncLifetime
{
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync() => _explorer = await RunningExplorer.StartAsync(new FakeStore());

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/flows/1-7")]
    [InlineData("/flows/1-7?from=1&to=2")]
    [InlineData("/compare")]
    [InlineData("/apinot")]
    public async Task The_pages_own_routes_begin_at_its_index(string path)
    {
        using HttpResponseMessage response = await _explorer.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("/assets/app.js", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/assets/app.js", "text/javascript")]
    [InlineData("/assets/app.css", "text/css")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task Its_files_have_their_types_and_are_sent_once(string path, string type)
    {
        using HttpResponseMessage first = await _explorer.Client.GetAsync(new Uri(path, UriKind.Relative));
        using HttpRequestMessage again = new(HttpMethod.Get, path);
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using HttpResponseMessage second = await _explorer.Client.SendAsync(again);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(type, first.Content.Headers.ContentType!.MediaType);
        Assert.True(first.Headers.CacheControl is { NoCache: true });
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/assets/nope.js")]
    [InlineData("/favicon.ico")]
    [InlineData("/assets/app.js.map")]
    [InlineData("/wwwroot/index.html")]
    [InlineData("/Index.HTML")]
    public async Task A_file_that_is_not_the_pages_is_not_found(string path) =>
        await _explorer.GetProblemAsync(404, path);

    /// <remarks>Sent as bytes: a client would tidy such paths up before it sends them.</remarks>
    [Theory]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/assets/../../Ojo.Explorer.dll")]
    [InlineData("/assets/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%5c..%5cOjo.Explorer.dll")]
    [InlineData("/assets//etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/assets/app.js%00.html")]
    [InlineData("/%252e%252e/etc/passwd")]
    public async Task No_path_leads_out_of_the_page(string path)
    {
        string answer = await SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        // Either nothing is there, or it is the page's index, which every route of the page's own gets.
        int status = int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(status is 400 or 404 || (status == 200 && answer.Contains("<title>Ojo</title>", StringComparison.Ordinal)), answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("This program cannot be run", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    public async Task What_is_no_request_is_refused(string bytes)
    {
        string answer = await SendAsync(bytes);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    private async Task<string> SendAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(_explorer.Address.Host, _explorer.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
