using Ojo;
using Transfer.Congestion;
using Transfer.Events;
using Transfer.Wire;

namespace Transfer.Connections;

/// <summary>Makes the connections of an endpoint: gives them their ids and their congestion control.</summary>
/// <remarks>Ids come from a seeded generator so that a run can be repeated; on the open internet they would have to be unguessable.</remarks>
internal sealed class ConnectionFactory(ConnectionContext context, CongestionChoice congestion, int seed)
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
        uint flowId = context.Flows.Next();
        ICongestionAlgorithm algorithm = cubic ? new Cubic(context.Tracer, flowId) : new NewReno();
        Connection connection = new(role, NextId(), peerId, flowId, algorithm, context, handler, now);
        context.Tracer.RecordAlgorithmChosen(flowId, cubic ? CongestionAlgorithm.Cubic : CongestionAlgorithm.NewReno);
        return connection;
    }

    private ConnectionId NextId() => new((ulong)_random.NextInt64(long.MinValue, long.MaxValue));
}
