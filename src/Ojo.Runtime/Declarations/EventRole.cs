namespace Ojo;

/// <summary>What an event is to a protocol engineer. Views, derived series and summaries look for roles, never for names.</summary>
public enum EventRole
{
    /// <summary>Nothing that a protocol view knows.</summary>
    None,

    /// <summary>A packet was built.</summary>
    PacketCreated,

    /// <summary>A packet was handed to the network.</summary>
    PacketSent,

    /// <summary>A packet arrived.</summary>
    PacketReceived,

    /// <summary>The peer acknowledged a packet.</summary>
    PacketAcked,

    /// <summary>A packet was declared lost.</summary>
    PacketLost,

    /// <summary>What a lost packet carried was sent again.</summary>
    PacketRetransmitted,

    /// <summary>A packet was thrown away unread.</summary>
    PacketDiscarded,

    /// <summary>A stream began.</summary>
    StreamOpened,

    /// <summary>A stream ended.</summary>
    StreamClosed,

    /// <summary>Bytes of a stream were sent.</summary>
    StreamDataSent,

    /// <summary>Bytes of a stream were acknowledged.</summary>
    StreamDataAcked,

    /// <summary>Bytes of a stream arrived.</summary>
    StreamDataReceived,

    /// <summary>The congestion window changed.</summary>
    Window,

    /// <summary>The slow start threshold changed.</summary>
    SlowStartThreshold,

    /// <summary>The number of bytes sent and neither acknowledged nor lost changed.</summary>
    BytesInFlight,

    /// <summary>A round-trip time was measured.</summary>
    Rtt,

    /// <summary>The pacing rate changed.</summary>
    PacingRate,

    /// <summary>The connection's flow-control limit changed.</summary>
    ConnectionLimit,

    /// <summary>A stream's flow-control limit changed.</summary>
    StreamLimit,

    /// <summary>The sender has data and may not send it.</summary>
    Blocked,

    /// <summary>The sender may send again.</summary>
    Unblocked,

    /// <summary>A connection began.</summary>
    ConnectionOpened,

    /// <summary>A connection ended.</summary>
    ConnectionClosed,

    /// <summary>A state machine changed its state.</summary>
    State,
}
