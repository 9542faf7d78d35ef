using System.Runtime.InteropServices;
using Ojo;
using Transfer.Congestion;
using Transfer.Events;
using Transfer.Ranges;

namespace Transfer.Recovery;

/// <summary>Follows each packet from its sending to its end: acknowledged or lost (RFC 9002, appendix A).</summary>
internal sealed partial class LossRecovery
{
    private readonly SentPackets _sent = new();
    private readonly LossDetector _detector;
    private readonly CongestionController _congestion;
    private readonly IRecoveryHandler _handler;
    private readonly List<SentPacket> _newlyAcked = [];
    private readonly List<LostPacket> _newlyLost = [];
    private readonly Tracer? _tracer;
    [FlowId] private readonly uint _flowId;
    private LossState _state;
    private bool _collapsed;
    private ulong _reportedEnd;

    public LossRecovery(CongestionController congestion, IRecoveryHandler handler, Tracer? tracer, uint flowId)
    {
        _tracer = tracer;
        _flowId = flowId;
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

    /// <summary>Counts a packet that is about to be sent.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="probe">Why it is sent, if it is a probe.</param>
    public void OnPacketSent(SentPacket packet, ProbeReason? probe = null)
    {
        _tracer.RecordPacketSentSized(_flowId, packet.Number, PacketNumberSpace.ApplicationData, (ushort)packet.Size);
        _sent.Add(packet);
        _congestion.OnSent(packet);
        if (probe is { } reason)
        {
            ProbesDue--;
            RecordProbeSent(packet.Number, (uint)ProbeCount, reason);
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

        RecordAckReceived(ranges[0], ackDelay);
        RecordNewGaps(ranges);
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
                _tracer.RecordPacketAcked(_flowId, packet.Number);
                _congestion.OnAcked(packet, now, Rtt.Smoothed);
                _handler.OnPacketAcked(packet);
            }

            _newlyAcked.Clear();
            _collapsed &= _congestion.Window < _congestion.SlowStartThreshold;
            ProbesDue = 0;
            SetProbeCount(0);
            _congestion.Record();
            UpdateState();
        }

        return true;
    }

    /// <summary>A time threshold has passed, or nothing came for a probe timeout (appendix A.9).</summary>
    public void OnDeadline(TimeSpan now)
    {
        if (_detector.NextLossAt is not null)
        {
            DetectLosses(now);
            _congestion.Record();
        }
        else
        {
            SetProbeCount(ProbeCount + 1);
            ProbesDue = Math.Min(ProbeCount, 2);
        }

        UpdateState();
    }

    private void TakeRttSample(ulong largest, TimeSpan ackDelay, TimeSpan now)
    {
        // Only the newest packet tells the time, and only if the peer was bound to answer (section 5.1).
        SentPacket newest = _newlyAcked[^1];
        if (newest.Number == largest && _newlyAcked.Exists(static packet => packet.AckEliciting))
        {
            Rtt.AddSample(now - newest.SentAt, ackDelay, PeerMaxAckDelay, now);
            _tracer.RecordRttUpdated(_flowId, Microseconds(Rtt.Latest), Microseconds(Rtt.Smoothed));
            _tracer.RecordRttBoundsUpdated(_flowId, Microseconds(Rtt.Min), Microseconds(Rtt.Variance));
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
        foreach ((SentPacket packet, LossReason reason) in lost)
        {
            RecordLost(packet.Number, reason);
            _handler.OnPacketLost(packet);
        }

        _congestion.OnLost(lost, now);
        TimeSpan outage = PersistentCongestion.LongestOutage(lost, Rtt.FirstSampleAt);
        if (outage > PersistentCongestion.Period(Rtt, PeerMaxAckDelay))
        {
            RecordPersistentCongestion(outage);
            _congestion.OnPersistentCongestion();
            _collapsed = true;
        }

        _newlyLost.Clear();
    }

    private void SetProbeCount(int count)
    {
        if (count != ProbeCount)
        {
            ProbeCount = count;
            _tracer.RecordPtoCountUpdated(_flowId, (ulong)count);
        }
    }

    private void RecordLost(ulong packetNumber, LossReason reason)
    {
        if (reason == LossReason.PacketThreshold)
        {
            _tracer.RecordPacketLostDuplicateAck(_flowId, packetNumber);
        }
        else
        {
            _tracer.RecordPacketLostTimeout(_flowId, packetNumber);
        }
    }

    /// <summary>Records the gaps among packets that no acknowledgement went as far as before: a gap is repeated in all that follow.</summary>
    private void RecordNewGaps(List<NumberRange> ranges)
    {
        for (int i = 1; i < ranges.Count && ranges[i - 1].Start > _reportedEnd; i++)
        {
            ulong first = Math.Max(ranges[i].End, _reportedEnd);
            _tracer.RecordAckGapSeen(_flowId, (first, ranges[i - 1].Start - 1));
        }

        _reportedEnd = Math.Max(_reportedEnd, ranges[0].End);
    }

    private void UpdateState()
    {
        LossState state = ProbeCount > 0 || _collapsed ? LossState.Loss
            : _congestion.InRecovery ? LossState.Recovery
            : _detector.NextLossAt is not null ? LossState.Disorder
            : LossState.Open;
        if (state != _state)
        {
            _state = state;
            _tracer.RecordLossStateUpdated(_flowId, (ulong)state);
        }
    }

    private static uint Microseconds(TimeSpan time) => (uint)Math.Clamp(time.TotalMicroseconds, 0, uint.MaxValue);

    [TraceEvent(Provider = TransferEvents.Provider, Category = "Recovery", Chart = ChartHint.Lane,
        Description = "A packet was sent to make the peer answer, whatever the congestion window said")]
    private partial void RecordProbeSent(
        [TraceField(Kind = FieldKind.Identifier, Description = "The packet's number")] ulong packetNumber,
        [TraceField(Kind = FieldKind.Count, Description = "Probe timeouts in a row without an answer")] uint ptoCount,
        [TraceField(Description = "What the probe is for")] ProbeReason reason);

    [TraceEvent(Provider = TransferEvents.Provider, Category = "Recovery", Level = EventLevel.Debug, Chart = ChartHint.Lane,
        Description = "The peer has said which packets it has")]
    private partial void RecordAckReceived(
        [TraceField(Kind = FieldKind.Range, Description = "The newest packets without a gap, the end not included")] NumberRange newest,
        [TraceField(Bits = 38, Description = "How long the peer held the answer to the last of them back")] TimeSpan ackDelay);

    [TraceEvent(Provider = TransferEvents.Provider, Category = "Recovery", Level = EventLevel.Warning, Chart = ChartHint.Lane,
        SnapshotWhen = "always", Description = "Everything that was sent for a long time was lost: the window collapsed")]
    private partial void RecordPersistentCongestion(
        [TraceField(Description = "From the first to the last of the lost packets")] TimeSpan outage);
}
