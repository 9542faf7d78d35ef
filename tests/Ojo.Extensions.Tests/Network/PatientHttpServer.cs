using System.Net;
using System.Net.Sockets;

namespace Ojo.Extensions.Tests.Network;

/// <summary>Answers requests on one connection after the other, each of which lasts until the client ends it, on a thread of its own.</summary>
internal sealed class PatientHttpServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread _thread;

    public PatientHttpServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Uri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        _thread = new Thread(Serve);
        _thread.Start();
    }

    public Uri Uri { get; }

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join();
    }

    private void Serve()
    {
        byte[] request = new byte[4096];
        try
        {
            while (true)
            {
                using Socket connection = _listener.Accept();
                int length = 0;
                for (int read = connection.Receive(request); read > 0; read = connection.Receive(request.AsSpan(length)))
                {
                    length += read;
                    if (request.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                    {
                        connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8);
                        length = 0;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }
}
