using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Endpoints;

/// <summary>Entity tags, HEAD, compression.</summary>
public sealed class CachingTests : IAsyncLifetime
{
    private readonly FakeStore _store = new();
    private RunningExplorer _explorer = null!;

    public async ValueTask InitializeAsync() => _explorer = await RunningExplorer.StartAsync(_store);

    public ValueTask DisposeAsync() => _explorer.DisposeAsync();

    [Theory]
    [InlineData("/api/stats")]
    [InlineData("/api/runs")]
    [InlineData("/api/flows?limit=5")]
    [InlineData("/api/flows/1-7")]
    [InlineData("/api/flows/1-7/events")]
    [InlineData("/api/flows/1-7/series?select=13")]
    [InlineData("/api/event-types")]
    [InlineData("/api/gaps")]
    public async Task An_answer_is_sent_again_only_after_the_store_has_changed(string path)
    {
        using HttpResponseMessage first = await GetAsync(path, null);
        string tag = first.Headers.ETag!.ToString();
        using HttpResponseMessage second = await GetAsync(path, tag);
        _store.Change();
        using HttpResponseMessage third = await GetAsync(path, tag);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(tag, second.Headers.ETag!.ToString());
        Assert.Equal("", await second.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.NotEqual(tag, third.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task An_answer_that_the_client_has_costs_no_query()
    {
        using HttpResponseMessage first = await GetAsync("/api/stats", null);
        _store.Statistics = static () => throw new InvalidOperationException("asked again");

        using HttpResponseMessage second = await GetAsync("/api/stats", first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_tag_of_another_opening_of_the_store_is_worth_nothing()
    {
        FakeStore other = new();
        await using RunningExplorer restarted = await RunningExplorer.StartAsync(other);
        using HttpResponseMessage first = await GetAsync("/api/stats", null);

        using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats");
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using HttpResponseMessage second = await restarted.Client.SendAsync(request);

        Assert.Equal(other.GetVersion(), _store.GetVersion());
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task A_faulty_request_is_refused_even_with_a_good_tag()
    {
        using HttpResponseMessage first = await GetAsync("/api/flows", null);

        using HttpResponseMessage second = await GetAsync("/api/flows?limit=0", first.Headers.ETag!.ToString());

        await RunningExplorer.ProblemAsync(400, second);
        Assert.Null(second.Headers.ETag);
        Assert.Equal("no-store", second.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("/api/stats", 200)]
    [InlineData("/api/flows?limit=0", 400)]
    [InlineData("/api/flows/1-8", 404)]
    [InlineData("/api/nope", 404)]
    [InlineData("/api/live", 200)]
    [InlineData("/healthz", 200)]
    [InlineData("/", 200)]
    public async Task HEAD_answers_as_GET_does_without_a_body(string path, int status)
    {
        using HttpRequestMessage request = new(HttpMethod.Head, path);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotNull(response.Content.Headers.ContentType);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task An_answer_is_compressed_on_request(string encoding)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/event-types");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using HttpResponseMessage response = await _explorer.Client.SendAsync(request);

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], response.Headers.Vary);
        await using Stream body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using JsonDocument types = await JsonDocument.ParseAsync(plain);
        Assert.Equal(3, types.RootElement.GetProperty("eventTypes").GetArrayLength());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? tag)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        return await _explorer.Client.SendAsync(request);
    }
}
