using System.Net.Sockets;
using System.Text;
using Ojo.Storage.Metrics;

namespace Ojo.Watcher.Metrics;

/// <summary>Reads one HTTP request, answers it and hangs up.</summary>
internal sealed class MetricsConnection(Socket socket, IMetricsExporter exporter) : IDisposable
{
    /// <summary>What a request may have before its empty line; Prometheus sends some hundred bytes.</summary>
    public const int LongestRequest = 8 << 10;

    /// <summary>How long a request and its answer may take, each.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);

    public async Task AnswerAsync(CancellationToken cancellation)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        asking.CancelAfter(MostTime);
        (string status, string type, string body, bool isHead) = await AskedAsync(asking.Token).ConfigureAwait(false);
        byte[] content = Encoding.UTF8.GetBytes(body);
        string head = $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {content.Length}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n"
            + (status.StartsWith("405", StringComparison.Ordinal) ? "Allow: GET, HEAD\r\n\r\n" : "\r\n");
        byte[] answer = [.. Encoding.ASCII.GetBytes(head), .. isHead ? [] : content];

        using var answering = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        answering.CancelAfter(MostTime);
        for (int sent = 0; sent < answer.Length;)
        {
            sent += await socket.SendAsync(answer.AsMemory(sent), answering.Token).ConfigureAwait(false);
        }

        await HangUpAsync(answering.Token).ConfigureAwait(false);
    }

    public void Dispose() => socket.Dispose();

    private async Task<(string Status, string Type, string Body, bool IsHead)> AskedAsync(CancellationToken inTime)
    {
        const string Plain = "text/plain; charset=utf-8";
        string? request;
        try
        {
            request = await ReadRequestAsync(inTime).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ("408 Request Timeout", Plain, "The request did not end in time.\n", false);
        }

        if (request is null)
        {
            return ("431 Request Header Fields Too Large", Plain, $"A request may have {LongestRequest} bytes.\n", false);
        }

        string[] words = request.Split('\n', 2)[0].TrimEnd('\r').Split(' ');
        if (words.Length != 3 || !words[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            return ("400 Bad Request", Plain, "This is no HTTP/1.1 request.\n", false);
        }

        bool isHead = words[0] == "HEAD";
        if (!isHead && words[0] != "GET")
        {
            return ("405 Method Not Allowed", Plain, "Use GET.\n", false);
        }

        return words[1].Split('?', 2)[0] == "/metrics"
            ? ("200 OK", exporter.ContentType, exporter.Export(), isHead)
            : ("404 Not Found", Plain, "The metrics are at /metrics.\n", isHead);
    }

    /// <returns>The request up to its empty line; null if it is too long, empty if it ended before that.</returns>
    private async Task<string?> ReadRequestAsync(CancellationToken inTime)
    {
        byte[] buffer = new byte[LongestRequest];
        for (int length = 0; length < buffer.Length;)
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(length), inTime).ConfigureAwait(false);
            if (read == 0)
            {
                return "";
            }

            length += read;
            ReadOnlySpan<byte> soFar = buffer.AsSpan(0, length);
            int end = soFar.IndexOf("\r\n\r\n"u8) is int crlf and >= 0 ? crlf : soFar.IndexOf("\n\n"u8);
            if (end >= 0)
            {
                return Encoding.ASCII.GetString(soFar[..end]);
            }
        }

        return null;
    }

    /// <summary>
    /// Says that no more is coming and waits until the other end has read it: closing at once, with some of the request
    /// unread, would tear the answer from its hands.
    /// </summary>
    private async Task HangUpAsync(CancellationToken inTime)
    {
        socket.Shutdown(SocketShutdown.Send);
        byte[] rest = new byte[4096];
        for (int length = 0; length < 16 * LongestRequest;)
        {
            int read = await socket.ReceiveAsync(rest, inTime).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            length += read;
        }
    }
}
