namespace Transfer.Recovery;

/// <summary>Why a probe is sent, and so what it carries (RFC 9002, section 6.2.4).</summary>
internal enum ProbeReason : byte
{
    /// <summary>The handshake has had no answer: the hello goes out again.</summary>
    Handshake = 1,

    /// <summary>The last packets of a burst had no answer: new data goes out, or the oldest unanswered again.</summary>
    Tail = 2,

    /// <summary>There was nothing left to send: a ping goes out.</summary>
    Ping = 3,
}
