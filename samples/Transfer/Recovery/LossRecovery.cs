using System.Runtime.InteropServices;
using Transfer.Congestion;
using Transfer.Ranges;

namespace Transfer.Recovery;

/// <summary>Follows each packet from its sending to its end: acknowledged or lost (RFC 9002, appendix A).</summary>
internal sealed class LossRecovery
{
    private readonly SentPackets _sent = new();
    private readonly LossDetector _detector;
    private readonly CongestionController _congestion;
    private readonly IRecoveryHandler _handler;
    private readonly List<SentPacket> _newlyAcked = [];
    private readonly List<LostPacket> _newlyLost = [];

    public LossRecovery(CongestionController congestion, IRecoveryHandler handler)
    {
        _congestion = congestion;
        _handler = handler;
        _detector = new LossDetector(_sent, Rtt);
    }

    public RttEstimator Rtt { get; } = new();

    /// <summary>How long the peer may hold an acknowledgement back; zero until its hello says so.</summary>
    public TimeSpan PeerMaxAckDelay { get; set; }

    /// <summary>The number that the next packet gets.</summary>
    public ulong NextPacketNumber => _sent.NextNumber;

    /// <summary>How many probe timeouts in a row have had no answer (section 6.2).</summary>
    public int ProbeCount { get; private set; }

    /// <summary>How many packets are to be sent whatever the congestion window says, to get an answer (section 6.2.4).</summary>
    public int ProbesDue { get; private set; }

    /// <summary>The oldest packet that waits for an answer: what a probe repeats where there is nothing new.</summary>
    public SentPacket? OldestUnanswered => _sent.OldestAckEliciting();

    /// <summary>When <see cref="OnDeadline"/> is to be called; null where no packet waits for an answer (section 6.2.1).</summary>
    public TimeSpan? Deadline => _detector.NextLossAt
        ?? (_sent.AckElicitingCount > 0 ? _sent.LastAckElicitingSentAt + BackedOffProbeTimeout : null);

    /// <summary>How long to wait for an answer now: twice as long after each probe timeout that had none.</summary>
    public TimeSpan BackedOffProbeTimeout => Rtt.ProbeTimeout(PeerMaxAckDelay) * (1 << Math.Min(ProbeCount, 10));

    public void OnPacketSent(SentPacket packet)
    {
        _sent.Add(packet);
        _congestion.OnSent(packet);
        if (packet.AckEliciting)
        {
            ProbesDue = Math.Max(0, ProbesDue - 1);
        }
    }

    /// <summary>Takes in what the peer says has arrived (appendix A.7).</summary>
    /// <returns>False where the peer says that it has a packet that was never sent.</returns>
    public bool OnAckReceived(List<NumberRange> ranges, TimeSpan ackDelay, TimeSpan now)
    {
        ulong largest = ranges[0].Last;
        if (largest >= NextPacketNumber)
        {
            return false;
        }

        for (int i = ranges.Count - 1; i >= 0; i--)
        {
            _sent.Take(ranges[i], _newlyAcked);
        }

        if (_newlyAcked.Count > 0)
        {
            TakeRttSample(largest, ackDelay, now);
            _detector.OnAcked(largest);
            DetectLosses(now);
            foreach (SentPacket packet in _newlyAcked)
            {
                _congestion.OnAcked(packet, now, Rtt.Smoothed);
                _handler.OnPacketAcked(packet);
            }

            _newlyAcked.Clear();
            ProbeCount = 0;
            ProbesDue = 0;
        }

        return true;
    }

    /// <summary>A time threshold has passed, or nothing came for a probe timeout (appendix A.9).</summary>
    public void OnDeadline(TimeSpan now)
    {
        if (_detector.NextLossAt is not null)
        {
            DetectLosses(now);
            return;
        }

        ProbeCount++;
        ProbesDue = Math.Min(ProbeCount, 2);
    }

    private void TakeRttSample(ulong largest, TimeSpan ackDelay, TimeSpan now)
    {
        // Only the newest packet tells the time, and only if the peer was bound to answer (section 5.1).
        SentPacket newest = _newlyAcked[^1];
        if (newest.Number == largest && _newlyAcked.Exists(static packet => packet.AckEliciting))
        {
            Rtt.AddSample(now - newest.SentAt, ackDelay, PeerMaxAckDelay, now);
        }
    }

    private void DetectLosses(TimeSpan now)
    {
        _detector.Detect(now, _newlyLost);
        if (_newlyLost.Count == 0)
        {
            return;
        }

        ReadOnlySpan<LostPacket> lost = CollectionsMarshal.AsSpan(_newlyLost);
        _congestion.OnLost(lost, now);
        TimeSpan outage = PersistentCongestion.LongestOutage(lost, Rtt.FirstSampleAt);
        if (outage > PersistentCongestion.Period(Rtt, PeerMaxAckDelay))
        {
            _congestion.OnPersistentCongestion();
        }

        foreach ((SentPacket packet, _) in lost)
        {
            _handler.OnPacketLost(packet);
        }

        _newlyLost.Clear();
    }
}
