using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ojo.Extensions.Tests.Network;

/// <summary>Answers one request after the other on a loopback port, each on a connection of its own.</summary>
internal sealed class HttpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public HttpServer(string response)
    {
        _listener.Start();
        Uri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = Serve(Encoding.ASCII.GetBytes(response));
    }

    public Uri Uri { get; }

    public void Dispose()
    {
        _listener.Dispose();
        _serving.GetAwaiter().GetResult();
    }

    private async Task Serve(byte[] response)
    {
        try
        {
            while (true)
            {
                using Socket socket = await _listener.AcceptSocketAsync();
                byte[] request = new byte[4096];
                int length = 0;
                while (!Encoding.ASCII.GetString(request, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    length += await socket.ReceiveAsync(request.AsMemory(length));
                }

                await socket.SendAsync(response);
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // Disposed.
        }
    }
}
