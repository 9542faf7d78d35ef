using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Ojo;
using Transfer.Endpoints;
using Transfer.Events;

namespace Transfer.Links;

/// <summary>A link between clients and a server on real sockets: clients send to the relay instead of to the server.</summary>
/// <remarks>
/// Like an address translator it opens a socket of its own towards the server for each client, and so knows whom an answer
/// is for without reading it. All clients share the two directions, and with them bandwidth and queue.
/// </remarks>
internal sealed class Relay : ILoopHandler, IDisposable
{
    private const int DatagramsPerRound = 64;
    private const int MaxClients = 4096;

    private readonly Clock _clock;
    private readonly Tracer? _tracer;
    private readonly (LinkDirection Link, uint FlowId) _up;
    private readonly (LinkDirection Link, uint FlowId) _down;
    private readonly SocketAddress _server;
    private readonly Socket _front;
    private readonly EventLoop _loop;
    private readonly Dictionary<SocketAddress, Socket> _backs = [];
    private readonly Dictionary<Socket, SocketAddress> _clients = [];
    private readonly PriorityQueue<Parcel, (TimeSpan At, long Order)> _onTheWay = new();
    private readonly SocketAddress _from = new(AddressFamily.InterNetwork);
    private readonly byte[] _buffer = new byte[2048];
    private long _order;

    public Relay(IPEndPoint server, LinkSettings settings, Clock clock, Tracer? tracer, FlowIds flows)
    {
        _clock = clock;
        _tracer = tracer;
        _up = (new LinkDirection(settings, unchecked(settings.Seed * 2)), flows.Next());
        _down = (new LinkDirection(settings, unchecked((settings.Seed * 2) + 1)), flows.Next());
        _server = server.Serialize();
        _front = UdpSocket.Bind();
        Address = (IPEndPoint)_front.LocalEndPoint!;
        _loop = new EventLoop("link", clock, this);
        _loop.Add(_front);
        _loop.Start();
    }

    /// <summary>Where clients send to.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Ends when the relay does; failed where it could not go on.</summary>
    public Task Completion => _loop.Completion;

    /// <inheritdoc/>
    public void Dispose() => _loop.Dispose();

    void ILoopHandler.OnReadable(Socket socket)
    {
        for (int i = 0; i < DatagramsPerRound && (i == 0 || socket.Available > 0); i++)
        {
            if (!UdpSocket.TryReceive(socket, _buffer, _from, out int size))
            {
                continue;
            }

            if (socket != _front)
            {
                Forward(_down, size, from: _front, to: _clients[socket]);
            }
            else if (BackFor(_from) is { } back)
            {
                Forward(_up, size, from: back, to: _server);
            }
        }
    }

    TimeSpan? ILoopHandler.Run(TimeSpan now)
    {
        while (_onTheWay.TryPeek(out Parcel parcel, out (TimeSpan At, long) due))
        {
            if (due.At > now)
            {
                return due.At;
            }

            _onTheWay.Dequeue();
            UdpSocket.Send(parcel.From, parcel.Bytes.AsSpan(0, parcel.Size), parcel.To);
            ArrayPool<byte>.Shared.Return(parcel.Bytes);
        }

        return null;
    }

    private void Forward((LinkDirection Link, uint FlowId) direction, int size, Socket from, SocketAddress to)
    {
        TimeSpan now = _clock.Now;
        LinkVerdict verdict = direction.Link.Admit(size, now, out TimeSpan arrivesAt);
        if (verdict is LinkVerdict.Lost or LinkVerdict.QueueFull)
        {
            LinkDatagramDroppedCause cause = verdict == LinkVerdict.Lost ? LinkDatagramDroppedCause.BadLuck : LinkDatagramDroppedCause.QueueFull;
            _tracer.RecordLinkDatagramDropped(direction.FlowId, (ushort)size, cause);
            return;
        }

        _tracer.RecordLinkQueueUpdated(direction.FlowId, (uint)direction.Link.QueuedBytes(now));

        byte[] bytes = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, size).CopyTo(bytes);
        _onTheWay.Enqueue(new(bytes, size, from, to), (arrivesAt, _order++));
    }

    /// <summary>The socket that a client's datagrams leave by; null where there are too many clients.</summary>
    private Socket? BackFor(SocketAddress client)
    {
        if (_backs.TryGetValue(client, out Socket? back) || _backs.Count >= MaxClients)
        {
            return back;
        }

        SocketAddress key = new(client.Family, client.Size);
        client.Buffer.Span[..client.Size].CopyTo(key.Buffer.Span);
        back = UdpSocket.Bind();
        _backs.Add(key, back);
        _clients.Add(back, key);
        _loop.Add(back);
        return back;
    }
}
