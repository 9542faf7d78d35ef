using Transfer.Congestion;
using Transfer.Wire;

namespace Transfer.Connections;

/// <summary>Makes the connections of an endpoint: gives them their ids and their congestion control.</summary>
/// <remarks>Ids come from a seeded generator so that a run can be repeated; on the open internet they would have to be unguessable.</remarks>
internal sealed class ConnectionFactory(ConnectionSettings settings, CongestionChoice congestion, TransportCounters counters, int seed)
{
    private readonly Random _random = new(seed);
    private int _count;

    /// <summary>Makes a client's connection, which says hello as soon as it is driven.</summary>
    public Connection CreateClient(IConnectionHandler handler, TimeSpan now) =>
        Create(ConnectionRole.Client, peerId: NextId(), handler, now);

    /// <summary>Makes a server's connection for a client's hello.</summary>
    /// <param name="peerId">What the client calls the connection.</param>
    /// <param name="handler">What the program does with the connection.</param>
    /// <param name="now">The time.</param>
    public Connection CreateServer(ConnectionId peerId, IConnectionHandler handler, TimeSpan now) =>
        Create(ConnectionRole.Server, peerId, handler, now);

    private Connection Create(ConnectionRole role, ConnectionId peerId, IConnectionHandler handler, TimeSpan now)
    {
        bool cubic = congestion == CongestionChoice.Cubic || (congestion == CongestionChoice.Mixed && _count % 2 == 1);
        _count++;
        ICongestionAlgorithm algorithm = cubic ? new Cubic() : new NewReno();
        return new Connection(role, NextId(), peerId, algorithm, settings, handler, counters, now);
    }

    private ConnectionId NextId() => new((ulong)_random.NextInt64(long.MinValue, long.MaxValue));
}
