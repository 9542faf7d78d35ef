using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Faults;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Live;

/// <summary><c>GET /api/live</c>: server-sent events, until the client leaves or the server stops.</summary>
internal sealed class LiveEndpoint(LiveFeeds feeds, TimeProvider time, CancellationToken stopping)
{
    public const int MaxListeners = 64;
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>What the API's description says of it.</summary>
    public static EndpointDescription Description { get; } = new()
    {
        Pattern = "/api/live",
        Name = "Listen",
        Summary = "Server-sent events: what changed",
        Answer = "A stream without end: an event `change` at once and whenever the store has changed, at most four a second, " +
            "each with this data; an event `waiting` with a `detail` while the store cannot be read; a comment every 15 s.",
        Parameters = [Accepted.Tenant],
        Faults = [404],
        AnswerType = ExplorerJson.Api.LiveChange,
        MediaType = "text/event-stream",
    };

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        LiveFeed feed = feeds.Of(Accepted.Tenant.Read(new RequestParameters(context.Request, Description.Parameters)));
        HttpResponse response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // Proxies that collect an answer before they pass it on would hold back every event.
        response.Headers["X-Accel-Buffering"] = "no";
        if (context.Items.ContainsKey(HeadRequests.Mark))
        {
            return;
        }

        using LiveListener listener = feed.TryListen(MaxListeners) ?? throw Fault.Busy("other live streams");
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await StreamAsync(response, listener, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client left, or the server stops: the stream ends.
        }
    }

    private async Task StreamAsync(HttpResponse response, LiveListener listener, CancellationToken cancellation)
    {
        await response.WriteAsync("retry: 2000\n\n", cancellation).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellation).ConfigureAwait(false);
        Task<LiveState> next = listener.NextAsync(cancellation);
        while (true)
        {
            try
            {
                LiveState state = await next.WaitAsync(s_heartbeat, time, cancellation).ConfigureAwait(false);
                await response.WriteAsync(Format(state), cancellation).ConfigureAwait(false);
                next = listener.NextAsync(cancellation);
            }
            catch (TimeoutException)
            {
                await response.WriteAsync(": still here\n\n", cancellation).ConfigureAwait(false);
            }

            await response.Body.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }

    // JSON has no line breaks of its own: one line of data holds it whole.
    private static string Format(LiveState state) => state.Change is { } change
        ? $"event: change\nid: {change.Version}\ndata: {JsonSerializer.Serialize(change, ExplorerJson.Api.LiveChange)}\n\n"
        : $"event: waiting\ndata: {JsonSerializer.Serialize(state.Waiting!, ExplorerJson.Api.LiveWaiting)}\n\n";
}
