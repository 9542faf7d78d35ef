namespace Transfer.Connections;

/// <summary>Why a connection ends (RFC 9000, section 20.1).</summary>
internal enum CloseCode : ulong
{
    /// <summary>Nothing is wrong: all is done.</summary>
    None = 0x0,

    /// <summary>The side itself has failed.</summary>
    InternalError = 0x1,

    /// <summary>The peer sent more than it was allowed to.</summary>
    FlowControlError = 0x3,

    /// <summary>The peer opened more streams than it was allowed to.</summary>
    StreamLimitError = 0x4,

    /// <summary>The peer used a stream in a direction that it does not have.</summary>
    StreamStateError = 0x5,

    /// <summary>The peer said two things about where a stream ends.</summary>
    FinalSizeError = 0x6,

    /// <summary>A frame could not be read.</summary>
    FrameEncodingError = 0x7,

    /// <summary>The peer did something else that it must not do.</summary>
    ProtocolViolation = 0xA,

    /// <summary>The program above found fault with what it was sent.</summary>
    ApplicationError = 0xC,

    /// <summary>Nothing came for so long that the connection was given up. Never sent: nobody is there to read it.</summary>
    IdleTimeout = 0x100,
}
