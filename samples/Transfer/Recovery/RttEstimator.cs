namespace Transfer.Recovery;

/// <summary>What is known of the path's round-trip time (RFC 9002, section 5).</summary>
internal sealed class RttEstimator
{
    /// <summary>What is assumed before anything has been measured (section 6.2.2).</summary>
    public static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(333);

    /// <summary>No timer is set to less than this (section 6.1.2).</summary>
    public static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(1);

    /// <summary>When the first sample was taken; null before.</summary>
    public TimeSpan? FirstSampleAt { get; private set; }

    /// <summary>The newest sample.</summary>
    public TimeSpan Latest { get; private set; } = Initial;

    /// <summary>The smallest sample (section 5.2).</summary>
    public TimeSpan Min { get; private set; } = Initial;

    /// <summary>The moving average of the samples, less the peer's delays (section 5.3).</summary>
    public TimeSpan Smoothed { get; private set; } = Initial;

    /// <summary>How far samples are from the average, on average (section 5.3).</summary>
    public TimeSpan Variance { get; private set; } = Initial / 2;

    /// <summary>Takes in a sample.</summary>
    /// <param name="latest">From a packet's sending to its acknowledgement.</param>
    /// <param name="ackDelay">How much of that the peer says it spent holding the acknowledgement back.</param>
    /// <param name="maxAckDelay">How much the peer has promised to hold back at most.</param>
    /// <param name="now">The time.</param>
    public void AddSample(TimeSpan latest, TimeSpan ackDelay, TimeSpan maxAckDelay, TimeSpan now)
    {
        Latest = latest;
        if (FirstSampleAt is null)
        {
            FirstSampleAt = now;
            Min = latest;
            Smoothed = latest;
            Variance = latest / 2;
            return;
        }

        Min = latest < Min ? latest : Min;
        ackDelay = ackDelay < maxAckDelay ? ackDelay : maxAckDelay;
        TimeSpan adjusted = latest >= Min + ackDelay ? latest - ackDelay : latest;

        // The variance first: it compares with the average before this sample (appendix A.7; RFC 6298, section 2.3).
        Variance = ((3 * Variance) + (Smoothed - adjusted).Duration()) / 4;
        Smoothed = ((7 * Smoothed) + adjusted) / 8;
    }

    /// <summary>How long to wait for an acknowledgement before probing for one (section 6.2.1).</summary>
    /// <param name="maxAckDelay">What the peer may hold back; zero during the handshake, which nobody holds back.</param>
    public TimeSpan ProbeTimeout(TimeSpan maxAckDelay)
    {
        TimeSpan margin = 4 * Variance;
        return Smoothed + (margin > Granularity ? margin : Granularity) + maxAckDelay;
    }

    /// <summary>How long a packet may stay unacknowledged once a later one is acknowledged (section 6.1.2): 9/8 of the round trip.</summary>
    public TimeSpan LossDelay()
    {
        TimeSpan delay = (Latest > Smoothed ? Latest : Smoothed) * 9 / 8;
        return delay > Granularity ? delay : Granularity;
    }
}
