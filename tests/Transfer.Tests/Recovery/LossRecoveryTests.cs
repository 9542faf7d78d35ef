using Transfer.Congestion;
using Transfer.Recovery;

namespace Transfer.Tests.Recovery;

public sealed class LossRecoveryTests : IRecoveryHandler
{
    private readonly CongestionController _congestion = new(new NewReno(), tracer: null, flowId: 0);
    private readonly LossRecovery _recovery;
    private readonly List<string> _verdicts = [];

    public LossRecoveryTests() => _recovery = new LossRecovery(_congestion, this, tracer: null, flowId: 0);

    [Fact]
    public void Each_packet_gets_one_verdict_and_bytes_in_flight_follow()
    {
        Send(6, at: 0);
        Assert.Equal(6 * 1200UL, _congestion.BytesInFlight);

        Assert.True(Ack(at: 50, 4, 6));
        Assert.True(Ack(at: 51, 2, 6));
        Assert.True(Ack(at: 52, 0, 6));

        // 0, 1 and 2 were overtaken by three when 5 was acknowledged; that they come after all changes nothing.
        Assert.Equal(["lost 0", "lost 1", "lost 2", "acked 4", "acked 5", "acked 3"], _verdicts);
        Assert.Equal(0UL, _congestion.BytesInFlight);
    }

    [Fact]
    public void The_newest_packet_tells_the_time_and_only_if_it_is_newly_acknowledged()
    {
        Send(1, at: 0);
        Send(1, at: 10);

        Ack(at: 60, 1, 2);
        Assert.Equal(Ms(50), _recovery.Rtt.Latest);

        Ack(at: 200, 0, 2);
        Assert.Equal(Ms(50), _recovery.Rtt.Latest);
    }

    [Fact]
    public void Without_an_answer_probes_become_due_at_intervals_that_double()
    {
        Send(1, at: 0);
        Assert.Equal(Ms(999), _recovery.Deadline);

        _recovery.OnDeadline(Ms(999));
        Assert.Equal((1, 1), (_recovery.ProbeCount, _recovery.ProbesDue));
        Probe(at: 999);
        Assert.Equal(0, _recovery.ProbesDue);
        Assert.Equal(Ms(999 + 1998), _recovery.Deadline);

        _recovery.OnDeadline(Ms(2997));
        Assert.Equal((2, 2), (_recovery.ProbeCount, _recovery.ProbesDue));
    }

    [Fact]
    public void An_answer_ends_probing()
    {
        Send(1, at: 0);
        _recovery.OnDeadline(Ms(999));
        Probe(at: 999);

        Ack(at: 1049, 0, 2);

        Assert.Equal((0, 0), (_recovery.ProbeCount, _recovery.ProbesDue));
        Assert.Null(_recovery.Deadline);
    }

    [Fact]
    public void A_packet_whose_time_is_over_is_lost_without_a_probe()
    {
        Send(1, at: 0);
        Send(1, at: 1);
        Ack(at: 41, 1, 2);
        Assert.Equal(Ms(45), _recovery.Deadline);

        _recovery.OnDeadline(Ms(45));

        Assert.Equal(["acked 1", "lost 0"], _verdicts);
        Assert.Equal(0, _recovery.ProbeCount);
    }

    [Fact]
    public void Packets_that_nobody_has_to_acknowledge_arm_no_timer()
    {
        _recovery.OnPacketSent(new SentPacket(0, Ms(0), 40, AckEliciting: false, []));

        Assert.Null(_recovery.Deadline);
        Assert.Equal(0UL, _congestion.BytesInFlight);
    }

    [Fact]
    public void An_acknowledgement_of_a_packet_that_was_never_sent_is_a_fault()
    {
        Send(3, at: 0);

        Assert.False(Ack(at: 50, 3, 4));
        Assert.False(Ack(at: 50, 0, 1UL << 60));
        Assert.Empty(_verdicts);
    }

    [Fact]
    public void A_long_outage_collapses_the_window()
    {
        Send(1, at: 0);
        Ack(at: 40, 0, 1);
        for (int i = 0; i < 10; i++)
        {
            Send(1, at: 100 + (i * 100));
        }

        // The period is 3 · (40 + 4 · 20) ms, give or take what the samples did; the outage is 700 ms at least.
        Ack(at: 1100, 10, 11);

        // And then grows by the one packet that arrived.
        Assert.Equal(CongestionWindow.Minimum + 1200, _congestion.Window);
    }

    [Fact]
    public void A_short_burst_of_losses_halves_it()
    {
        Send(1, at: 0);
        Ack(at: 40, 0, 1);
        ulong before = _congestion.Window;
        Send(10, at: 100);

        Ack(at: 140, 10, 11);

        Assert.Equal(before / 2, _congestion.SlowStartThreshold);
        Assert.True(_congestion.InRecovery);
    }

    void IRecoveryHandler.OnPacketAcked(SentPacket packet) => _verdicts.Add($"acked {packet.Number}");

    void IRecoveryHandler.OnPacketLost(SentPacket packet) => _verdicts.Add($"lost {packet.Number}");

    private void Send(int count, double at)
    {
        for (int i = 0; i < count; i++)
        {
            _recovery.OnPacketSent(new SentPacket(_recovery.NextPacketNumber, Ms(at), 1200, AckEliciting: true, []));
        }
    }

    private void Probe(double at) =>
        _recovery.OnPacketSent(new SentPacket(_recovery.NextPacketNumber, Ms(at), 1200, AckEliciting: true, []), ProbeReason.Tail);

    private bool Ack(double at, ulong start, ulong end) =>
        _recovery.OnAckReceived([new(start, end)], TimeSpan.Zero, Ms(at));

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
