namespace Transfer.Wire;

/// <summary>What a frame is. A packet is a header and one frame after the other (RFC 9000, section 12.4).</summary>
internal enum FrameType : byte
{
    /// <summary>Nothing; makes a packet larger.</summary>
    Padding = 0x00,

    /// <summary>Asks for an acknowledgement and says nothing else.</summary>
    Ping = 0x01,

    /// <summary>Packets that have arrived.</summary>
    Ack = 0x02,

    /// <summary>The sender's transport parameters.</summary>
    Hello = 0x06,

    /// <summary>Bytes of a stream.</summary>
    Stream = 0x08,

    /// <summary>The last bytes of a stream, or none and its end.</summary>
    StreamFin = 0x09,

    /// <summary>How many bytes the receiver of this frame may send on the connection, in all.</summary>
    MaxData = 0x10,

    /// <summary>How many bytes the receiver of this frame may send on a stream, in all.</summary>
    MaxStreamData = 0x11,

    /// <summary>How many streams the receiver of this frame may open, in all.</summary>
    MaxStreams = 0x12,

    /// <summary>The sender of this frame has data and no credit left on the connection.</summary>
    DataBlocked = 0x14,

    /// <summary>The sender of this frame has data and no credit left on a stream.</summary>
    StreamDataBlocked = 0x15,

    /// <summary>The connection is over.</summary>
    Close = 0x1C,
}
