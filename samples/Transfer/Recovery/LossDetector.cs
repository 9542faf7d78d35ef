namespace Transfer.Recovery;

/// <summary>Decides which packets are lost (RFC 9002, section 6.1 and appendix A.10).</summary>
/// <remarks>Only a packet sent before one that was acknowledged can be lost. Silence alone is the probe timer's business.</remarks>
internal sealed class LossDetector(SentPackets sent, RttEstimator rtt)
{
    /// <summary>How many packets a packet may be overtaken by before it counts as lost and not as late (section 6.1.1).</summary>
    public const ulong PacketThreshold = 3;

    private ulong? _largestAcked;

    /// <summary>When the next packet will have had its time; null where none is waiting for that.</summary>
    public TimeSpan? NextLossAt { get; private set; }

    public void OnAcked(ulong number) => _largestAcked = _largestAcked is { } known && known > number ? known : number;

    /// <summary>Takes the packets that are lost by now out of the open ones.</summary>
    public void Detect(TimeSpan now, List<LostPacket> lost)
    {
        NextLossAt = null;
        if (_largestAcked is not { } largestAcked)
        {
            return;
        }

        int before = lost.Count;
        TimeSpan lossDelay = rtt.LossDelay();
        foreach (SentPacket packet in sent.Below(largestAcked))
        {
            if (largestAcked - packet.Number >= PacketThreshold)
            {
                lost.Add(new(packet, LossReason.PacketThreshold));
            }
            else if (packet.SentAt + lossDelay <= now)
            {
                lost.Add(new(packet, LossReason.TimeThreshold));
            }
            else if (NextLossAt is not { } next || packet.SentAt + lossDelay < next)
            {
                NextLossAt = packet.SentAt + lossDelay;
            }
        }

        foreach (LostPacket packet in lost[before..])
        {
            sent.Take(packet.Packet);
        }
    }
}
