using System.Net;
using System.Net.Sockets;

namespace Ojo.Benchmarks;

/// <summary>Connects and accepts on one thread, again and again.</summary>
internal sealed class LoopbackConnections : IDisposable
{
    private readonly Socket _listener = NewSocket();
    private readonly EndPoint _address;

    public LoopbackConnections()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _address = _listener.LocalEndPoint!;
    }

    public void Connect(int times)
    {
        for (int n = 0; n < times; n++)
        {
            using Socket client = NewSocket();

            // Closed at once: each would else keep a port for a minute.
            client.LingerState = new LingerOption(true, 0);
            client.Connect(_address);
            _listener.Accept().Dispose();
        }
    }

    public void Dispose() => _listener.Dispose();

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
