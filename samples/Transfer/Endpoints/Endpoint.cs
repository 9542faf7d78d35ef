using System.Net;
using System.Net.Sockets;
using Transfer.Connections;
using Transfer.Events;
using Transfer.Wire;

namespace Transfer.Endpoints;

/// <summary>A UDP socket and the connections that share it: opens some as a client, accepts some as a server, or both.</summary>
internal sealed class Endpoint : ILoopHandler, IDisposable
{
    private const int DatagramsPerRound = 64;
    private const int MaxConnections = 4096;

    private readonly string _name;
    private readonly Clock _clock;
    private readonly Socket _socket;
    private readonly EventLoop _loop;
    private readonly ConnectionFactory _factory;
    private readonly Func<IConnectionHandler>? _accept;
    private readonly Dictionary<ConnectionId, (Connection Connection, SocketAddress Peer)> _connections = [];
    private readonly HashSet<Connection> _touched = [];
    private readonly SocketAddress _from = new(AddressFamily.InterNetwork);
    private readonly byte[] _buffer = new byte[2048];

    /// <summary>Opens a socket on a free port of the loopback interface and starts the loop.</summary>
    /// <param name="name">What the thread and, in traces, the endpoint is called.</param>
    /// <param name="clock">The time.</param>
    /// <param name="factory">Makes connections.</param>
    /// <param name="accept">Says what to do with a connection that a peer opens; null where none is accepted.</param>
    public Endpoint(string name, Clock clock, ConnectionFactory factory, Func<IConnectionHandler>? accept = null)
    {
        _name = name;
        _clock = clock;
        _factory = factory;
        _accept = accept;
        _socket = UdpSocket.Bind();
        Address = (IPEndPoint)_socket.LocalEndPoint!;
        _loop = new EventLoop(name, clock, this);
        _loop.Add(_socket);
        _loop.Start();
    }

    public IPEndPoint Address { get; }

    /// <summary>Ends when the endpoint does; failed where it could not go on.</summary>
    public Task Completion => _loop.Completion;

    /// <summary>Opens a connection. From any thread; the handler is called on the endpoint's.</summary>
    public void Connect(IPEndPoint server, IConnectionHandler handler) => _loop.Post(() =>
    {
        Connection connection = _factory.CreateClient(handler, _clock.Now);
        _connections.Add(connection.Id, (connection, server.Serialize()));
        _touched.Add(connection);
        connection.RecordPathOpened(_name, server.Address, (ushort)server.Port, (ushort)Address.Port, _clock.WallClock);
    });

    /// <summary>Closes every connection, whatever is under way. From any thread.</summary>
    public void CloseAll(string reason) => _loop.Post(() =>
    {
        foreach ((Connection connection, _) in _connections.Values)
        {
            connection.Close(CloseCode.None, reason);
            _touched.Add(connection);
        }
    });

    /// <summary>Runs something on the endpoint's thread, where connections and streams may be used.</summary>
    public void Post(Action action) => _loop.Post(() =>
    {
        action();
        _touched.UnionWith(_connections.Values.Select(static entry => entry.Connection));
    });

    /// <inheritdoc/>
    public void Dispose() => _loop.Dispose();

    void ILoopHandler.OnReadable(Socket socket)
    {
        for (int i = 0; i < DatagramsPerRound && (i == 0 || socket.Available > 0); i++)
        {
            if (UdpSocket.TryReceive(socket, _buffer, _from, out int size))
            {
                OnDatagram(_buffer.AsSpan(0, size));
            }
        }
    }

    TimeSpan? ILoopHandler.Run(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach ((ConnectionId id, (Connection connection, SocketAddress peer)) in _connections)
        {
            // A connection to which nothing has happened since has nothing new to say before its deadline.
            bool isDue = connection.Deadline <= now;
            if (isDue)
            {
                connection.OnDeadline(now);
            }

            while ((isDue || _touched.Contains(connection)) && connection.TryWriteDatagram(_buffer, now, out int size))
            {
                UdpSocket.Send(_socket, _buffer.AsSpan(0, size), peer);
            }

            if (connection.Deadline is not { } deadline)
            {
                _connections.Remove(id);
            }
            else if (next is null || deadline < next)
            {
                next = deadline;
            }
        }

        _touched.Clear();
        return next;
    }

    private void OnDatagram(ReadOnlySpan<byte> datagram)
    {
        if (!Packet.TryOpen(datagram, out PacketHeader header, out ReadOnlySpan<byte> frames))
        {
            return;
        }

        if (_connections.TryGetValue(header.Destination, out (Connection Connection, SocketAddress) known))
        {
            known.Connection.Receive(in header, frames, datagram.Length, _clock.Now);
            _touched.Add(known.Connection);
        }
        else if (_accept is not null && header.Type == PacketType.Hello && datagram.Length == Packet.MaxSize
            && _connections.Count < MaxConnections)
        {
            Accept(in header, frames, datagram.Length);
        }
    }

    private void Accept(in PacketHeader header, ReadOnlySpan<byte> frames, int size)
    {
        Connection connection = _factory.CreateServer(header.Source, _accept!(), _clock.Now);
        SocketAddress peer = Copy(_from);
        _connections.Add(connection.Id, (connection, peer));
        // The client goes on using the name that it made up until it has read the server's hello.
        _connections.TryAdd(header.Destination, (connection, peer));
        if (connection.IsPathOpenedEnabled())
        {
            IPEndPoint client = (IPEndPoint)Address.Create(peer);
            connection.RecordPathOpened(_name, client.Address, (ushort)client.Port, (ushort)Address.Port, _clock.WallClock);
        }

        connection.Receive(in header, frames, size, _clock.Now);
        _touched.Add(connection);
    }

    private static SocketAddress Copy(SocketAddress address)
    {
        SocketAddress copy = new(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }
}
