using Ojo;

namespace Transfer.Streams;

/// <summary>Names a stream: who opened it, whether data goes both ways, and which it is (RFC 9000, section 2.1).</summary>
/// <remarks>Unlike QUIC's, the streams of a side are counted in one sequence, whether they go both ways or one.</remarks>
internal readonly record struct StreamId(ulong Value)
{
    private const ulong ServerBit = 1;
    private const ulong UnidirectionalBit = 2;

    public StreamId(ulong sequence, ConnectionRole opener, bool bidirectional)
        : this((sequence << 2) | (bidirectional ? 0 : UnidirectionalBit) | (opener == ConnectionRole.Server ? ServerBit : 0))
    {
    }

    public ulong Sequence => Value >> 2;

    public ConnectionRole Opener => (Value & ServerBit) == 0 ? ConnectionRole.Client : ConnectionRole.Server;

    public bool IsBidirectional => (Value & UnidirectionalBit) == 0;

    /// <summary>Whether a side sends on the stream.</summary>
    public bool IsSender(ConnectionRole side) => IsBidirectional || side == Opener;

    /// <summary>Whether a side receives on the stream.</summary>
    public bool IsReceiver(ConnectionRole side) => IsBidirectional || side != Opener;

    public override string ToString() => Value.ToString();
}
