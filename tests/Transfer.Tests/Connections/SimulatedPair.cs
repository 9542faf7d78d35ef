using Ojo;
using Transfer.Congestion;
using Transfer.Connections;
using Transfer.Events;
using Transfer.Wire;

namespace Transfer.Tests.Connections;

/// <summary>A client and a server connection with a wire between them and a clock that jumps to whatever happens next.</summary>
internal sealed class SimulatedPair
{
    private readonly ConnectionFactory _serverFactory;
    private readonly PriorityQueue<(bool ToServer, byte[] Datagram), (TimeSpan At, int Order)> _wire = new();
    private readonly byte[] _buffer = new byte[Packet.MaxSize];
    private int _order;

    public SimulatedPair(ConnectionSettings? settings = null, CongestionChoice congestion = CongestionChoice.NewReno)
    {
        ConnectionContext context = new(settings ?? new ConnectionSettings(), new TransportCounters(), Tracer: null, new FlowIds());
        _serverFactory = new ConnectionFactory(context, congestion, seed: 1);
        Client = new ConnectionFactory(context, congestion, seed: 2).CreateClient(ClientProgram, Now);
    }

    public TimeSpan Now { get; private set; }

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Decides which datagrams the wire loses: given its direction and how many went before it, both ways.</summary>
    public Func<bool, int, bool> Loses { get; set; } = static (_, _) => false;

    public ScriptedProgram ClientProgram { get; } = new();

    public ScriptedProgram ServerProgram { get; } = new();

    public Connection Client { get; }

    /// <summary>The server's side; null until a hello has come.</summary>
    public Connection? Server { get; private set; }

    public int DatagramsSent => _order;

    /// <summary>Runs until something is true.</summary>
    /// <exception cref="TimeoutException">It was not within <paramref name="limit"/> of simulated time.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan? limit = null)
    {
        TimeSpan end = Now + (limit ?? TimeSpan.FromMinutes(5));
        while (!condition())
        {
            if (!Step() || Now > end)
            {
                throw new TimeoutException($"It has not happened by {Now}: client {Client.State}, server {Server?.State}.");
            }
        }
    }

    /// <summary>Runs for a time.</summary>
    public void RunFor(TimeSpan time)
    {
        TimeSpan end = Now + time;
        while (NextAt() is { } next && next <= end)
        {
            Step();
        }

        Now = end;
    }

    /// <summary>Puts a datagram of the caller's own on the wire.</summary>
    public void Inject(bool toServer, byte[] datagram) => _wire.Enqueue((toServer, datagram), (Now + Delay, _order));

    public void Establish() => RunUntil(() => Client.State == ConnectionState.Established && Server?.State == ConnectionState.Established);

    private TimeSpan? NextAt()
    {
        Send();
        TimeSpan? next = _wire.TryPeek(out _, out (TimeSpan At, int) arrival) ? arrival.At : null;
        foreach (Connection? connection in (Connection?[])[Client, Server])
        {
            next = next is null || connection?.Deadline < next ? connection?.Deadline ?? next : next;
        }

        return next;
    }

    private bool Step()
    {
        if (NextAt() is not { } next)
        {
            return false;
        }

        Now = next > Now ? next : Now;
        foreach (Connection? connection in (Connection?[])[Client, Server])
        {
            if (connection?.Deadline <= Now)
            {
                connection.OnDeadline(Now);
            }
        }

        while (_wire.TryPeek(out (bool ToServer, byte[] Datagram) parcel, out (TimeSpan At, int) arrival) && arrival.At <= Now)
        {
            _wire.Dequeue();
            Deliver(parcel.ToServer, parcel.Datagram);
        }

        Send();
        return true;
    }

    private void Deliver(bool toServer, byte[] datagram)
    {
        if (!Packet.TryOpen(datagram, out PacketHeader header, out ReadOnlySpan<byte> frames))
        {
            return;
        }

        if (toServer && Server is null && header.Type == PacketType.Hello)
        {
            Server = _serverFactory.CreateServer(header.Source, ServerProgram, Now);
        }

        (toServer ? Server : Client)?.Receive(in header, frames, datagram.Length, Now);
    }

    private void Send()
    {
        Send(Client, toServer: true);
        if (Server is not null)
        {
            Send(Server, toServer: false);
        }
    }

    private void Send(Connection connection, bool toServer)
    {
        while (connection.TryWriteDatagram(_buffer, Now, out int size))
        {
            int order = _order++;
            if (!Loses(toServer, order))
            {
                _wire.Enqueue((toServer, _buffer[..size]), (Now + Delay, order));
            }
        }
    }
}
