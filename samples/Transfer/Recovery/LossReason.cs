namespace Transfer.Recovery;

/// <summary>How a packet was found to be lost (RFC 9002, section 6.1).</summary>
internal enum LossReason
{
    /// <summary>A packet sent at least three later was acknowledged.</summary>
    PacketThreshold,

    /// <summary>A later packet was acknowledged, and this one has had its time.</summary>
    TimeThreshold,
}
