namespace Ojo.Interop.Qlog;

/// <summary>What is known of events of a name.</summary>
internal enum QlogEventKind
{
    /// <summary>Nothing: it is kept as it is.</summary>
    Other,
    PacketSent,
    PacketReceived,
    PacketDropped,
    PacketLost,
    PacketsLost,
    PacketsAcked,
    Metrics,
    CongestionState,
    ConnectionStarted,
    ConnectionClosed,
    ConnectionState,
    StreamState,
    ConnectionBlocked,
    StreamBlocked,
    Parameters,
}
