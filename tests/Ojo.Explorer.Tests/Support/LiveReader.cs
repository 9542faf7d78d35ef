using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Ojo.Explorer.Tests.Support;

/// <summary>Reads the live stream event by event.</summary>
internal sealed class LiveReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private LiveReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public static async Task<LiveReader> OpenAsync(RunningExplorer explorer, string query = "")
    {
        HttpResponseMessage response = await explorer.Client.GetAsync(new Uri("/api/live" + query, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl is { NoStore: true });
        return new LiveReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, which must be of this name; those of another may be passed over.</summary>
    public async Task<JsonElement> NextAsync(string name, string? passOver = null)
    {
        do
        {
            Assert.True(await _events.MoveNextAsync(), "The stream ended.");
        }
        while (_events.Current.EventType == passOver);
        Assert.Equal(name, _events.Current.EventType);
        return JsonElement.Parse(_events.Current.Data);
    }

    /// <summary>Whether the stream has ended.</summary>
    public async Task<bool> HasEndedAsync() => !await _events.MoveNextAsync();

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _response.Dispose();
    }
}
