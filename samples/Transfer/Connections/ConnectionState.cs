namespace Transfer.Connections;

/// <summary>Where a connection is in its life (RFC 9000, sections 4.1 and 10).</summary>
internal enum ConnectionState : byte
{
    /// <summary>The hellos are on their way.</summary>
    Handshaking = 0,

    /// <summary>Data flows.</summary>
    Established = 1,

    /// <summary>This side has ended it and waits for the peer to hear of it.</summary>
    Closing = 2,

    /// <summary>The peer has ended it.</summary>
    Draining = 3,

    /// <summary>It is over.</summary>
    Closed = 4,
}
