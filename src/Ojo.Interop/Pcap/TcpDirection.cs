namespace Ojo.Interop.Pcap;

/// <summary>What is known of one direction of a connection: what its sender sent, and what that acknowledged and offered.</summary>
/// <param name="budget">How many unacknowledged segments may be kept.</param>
internal sealed class TcpDirection(SegmentBudget budget)
{
    /// <summary>The scale of a window of which the handshake was not seen.</summary>
    public const int ScaleUnknown = -1;

    /// <summary>The scale of a window of which the handshake says that there is none.</summary>
    public const int ScaleRefused = -2;

    /// <summary>No acknowledgement.</summary>
    public const long None = long.MinValue;

    private uint _base;

    public required uint FlowId { get; init; }

    public bool HasBase { get; private set; }

    public uint Base => _base;

    public bool HasNext { get; set; }

    /// <summary>The highest relative sequence number that was sent, and one.</summary>
    public long Next { get; set; }

    public long NextTimeNs { get; set; }

    /// <summary>Up to where this sender's bytes were captured without a gap.</summary>
    public long Contiguous { get; set; } = None;

    /// <summary>Whether this sender sent anything since bytes of it were acknowledged that were not captured.</summary>
    public bool HasSentSince { get; set; }

    /// <summary>The acknowledgement of the last segment, in the other direction's sequence numbers.</summary>
    public long LastAck { get; set; } = None;

    public long LastAckTimeNs { get; set; }

    public long Window { get; set; } = -1;

    public long ScaledWindow { get; set; } = -1;

    public int Scale { get; set; } = ScaleUnknown;

    public int DuplicateAcks { get; set; }

    public TcpFindings LastFindings { get; set; }

    public bool KnowsInFlight { get; set; } = true;

    public bool IsFinished { get; set; }

    public long SmoothedNs { get; private set; }

    /// <summary>Up to which byte the receiver allows to send.</summary>
    public long LastLimit { get; private set; }

    public int SackEdges { get; set; }

    /// <summary>The last blocks that this sender acknowledged selectively, in the other direction's sequence numbers.</summary>
    public long[] Sacks { get; } = new long[8];

    public SentSegments Sent { get; } = new(budget);

    public void SetBase(uint sequence)
    {
        (_base, HasBase) = (sequence, true);
        Highest = 0;
    }

    /// <summary>The place around which sequence numbers are unwrapped.</summary>
    public long Highest { get; set; }

    /// <summary>A sequence number of this direction as one of 64 bits that counts from its first.</summary>
    public long Unwrap(uint sequence) => Highest + (int)(sequence - _base - (uint)Highest);

    /// <summary>Whether the last blocks that this sender acknowledged selectively hold a sequence number.</summary>
    public bool HasSacked(long sequence)
    {
        for (int i = 0; i < SackEdges; i += 2)
        {
            if (sequence >= Sacks[i] && sequence < Sacks[i + 1])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many of this sender's bytes are not acknowledged, but for a last mark.</summary>
    public uint InFlight(TcpDirection receiver, long mark)
    {
        long bytes = Sent.Extent - mark;
        for (int i = 0; i < receiver.SackEdges; i += 2)
        {
            bytes -= receiver.Sacks[i + 1] - receiver.Sacks[i];
        }

        return (uint)Math.Clamp(bytes, 0, uint.MaxValue);
    }

    /// <summary>Takes a round-trip time into the smoothed one (RFC 6298, section 2).</summary>
    public long Smooth(long rttNs)
    {
        SmoothedNs = SmoothedNs == 0 ? rttNs : SmoothedNs + ((rttNs - SmoothedNs) / 8);
        return rttNs;
    }

    /// <summary>Takes the sequence number up to which the receiver's window reaches.</summary>
    /// <returns>Whether it is the highest yet.</returns>
    public bool Allow(long edge)
    {
        if (edge - 1 <= LastLimit)
        {
            return false;
        }

        LastLimit = edge - 1;
        return true;
    }
}
