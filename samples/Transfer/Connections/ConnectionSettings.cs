using Transfer.Wire;

namespace Transfer.Connections;

/// <summary>What a side allows its peer, and how much memory it gives to a stream.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>After how long without a packet a connection is given up.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an acknowledgement is held back at most (RFC 9000, section 18.2).</summary>
    public TimeSpan MaxAckDelay { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How many bytes of a connection may be unread, over all of its streams.</summary>
    public int ConnectionWindow { get; init; } = 384 * 1024;

    /// <summary>How many bytes of a stream may be unread.</summary>
    public int StreamWindow { get; init; } = 192 * 1024;

    /// <summary>How many streams the peer may have open at once.</summary>
    public int MaxStreams { get; init; } = 16;

    /// <summary>How many bytes a stream keeps that were written and are not acknowledged.</summary>
    public int SendBuffer { get; init; } = 256 * 1024;

    public HelloFrame ToHello() => new(IdleTimeout, MaxAckDelay, (ulong)ConnectionWindow, (ulong)StreamWindow, (ulong)MaxStreams);
}
