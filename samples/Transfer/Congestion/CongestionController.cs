using Ojo;
using Transfer.Recovery;

namespace Transfer.Congestion;

/// <summary>How much may be in flight: counts what is, and tells the algorithm what happens to it (RFC 9002, section 7 and appendix B).</summary>
internal sealed class CongestionController(ICongestionAlgorithm algorithm, Tracer? tracer, uint flowId)
{
    private TimeSpan? _recoveryStart;
    private (ulong Window, ulong SlowStartThreshold, ulong BytesInFlight) _recorded = (0, ulong.MaxValue, 0);

    /// <summary>Bytes of packets that are neither acknowledged nor lost.</summary>
    public ulong BytesInFlight { get; private set; }

    public ulong Window => algorithm.Window;

    public ulong SlowStartThreshold => algorithm.SlowStartThreshold;

    /// <summary>Whether packets sent before the last reduction of the window are still being acknowledged (section 7.3.2).</summary>
    public bool InRecovery { get; private set; }

    /// <summary>Whether the sender had nothing more to send when it last stopped; the window does not grow then (section 7.8).</summary>
    public bool ApplicationLimited { get; set; }

    public bool HasRoomFor(int size) => BytesInFlight + (ulong)size <= Window;

    public void OnSent(SentPacket packet)
    {
        if (packet.AckEliciting)
        {
            BytesInFlight += (ulong)packet.Size;
            Record();
        }
    }

    public void OnAcked(SentPacket packet, TimeSpan now, TimeSpan smoothedRtt)
    {
        if (!packet.AckEliciting)
        {
            return;
        }

        BytesInFlight -= (ulong)packet.Size;
        if (packet.SentAt <= _recoveryStart)
        {
            return;
        }

        InRecovery = false;
        if (ApplicationLimited)
        {
            algorithm.OnApplicationLimited(now);
        }
        else
        {
            algorithm.OnAcked(packet.Size, now, smoothedRtt);
        }
    }

    public void OnLost(ReadOnlySpan<LostPacket> lost, TimeSpan now)
    {
        TimeSpan? lastSentAt = null;
        foreach ((SentPacket packet, _) in lost)
        {
            if (packet.AckEliciting)
            {
                BytesInFlight -= (ulong)packet.Size;
                lastSentAt = packet.SentAt;
            }
        }

        // One reduction a round trip: what was sent before the last one says nothing new (section 7.3.1).
        if (lastSentAt is { } sentAt && (_recoveryStart is not { } start || sentAt > start))
        {
            _recoveryStart = now;
            InRecovery = true;
            algorithm.OnCongestionEvent(now);
        }
    }

    public void OnPersistentCongestion()
    {
        _recoveryStart = null;
        InRecovery = false;
        algorithm.OnPersistentCongestion();
    }

    /// <summary>Records what has changed. Called once for all packets that an acknowledgement is about, not for each.</summary>
    public void Record()
    {
        if (Window != _recorded.Window)
        {
            tracer.RecordCwndUpdated(flowId, Window);
        }

        if (SlowStartThreshold != _recorded.SlowStartThreshold)
        {
            tracer.RecordSsthreshUpdated(flowId, SlowStartThreshold);
        }

        if (BytesInFlight != _recorded.BytesInFlight)
        {
            tracer.RecordBytesInFlightUpdated(flowId, BytesInFlight);
        }

        _recorded = (Window, SlowStartThreshold, BytesInFlight);
    }
}
