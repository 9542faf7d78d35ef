namespace Transfer.Recovery;

/// <summary>Everything sent over a long time was lost: the path as it was known is gone (RFC 9002, section 7.6).</summary>
internal static class PersistentCongestion
{
    /// <summary>How many probe timeouts the loss must last (section 7.6.1).</summary>
    public const int Threshold = 3;

    /// <summary>How long everything must have been lost (section 7.6.1).</summary>
    public static TimeSpan Period(RttEstimator rtt, TimeSpan maxAckDelay) => rtt.ProbeTimeout(maxAckDelay) * Threshold;

    /// <summary>The longest time over which every packet was lost (section 7.6.2); zero where there is none.</summary>
    /// <param name="lost">The packets that were just declared lost, in order of number.</param>
    /// <param name="firstSampleAt">Packets sent before the first round-trip sample do not count.</param>
    public static TimeSpan LongestOutage(ReadOnlySpan<LostPacket> lost, TimeSpan? firstSampleAt)
    {
        TimeSpan longest = TimeSpan.Zero;
        SentPacket? first = null;
        ulong expected = 0;
        foreach ((SentPacket packet, _) in lost)
        {
            if (packet.Number != expected)
            {
                // Somewhere in between a packet was acknowledged: the outage starts anew.
                first = null;
            }

            expected = packet.Number + 1;
            if (!packet.AckEliciting || firstSampleAt is not { } sampled || packet.SentAt < sampled)
            {
                continue;
            }

            first ??= packet;
            TimeSpan outage = packet.SentAt - first.SentAt;
            longest = outage > longest ? outage : longest;
        }

        return longest;
    }
}
