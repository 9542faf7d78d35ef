using Transfer.Recovery;

namespace Transfer.Tests.Recovery;

public sealed class LossDetectorTests
{
    private readonly SentPackets _sent = new();
    private readonly RttEstimator _rtt = new();
    private readonly LossDetector _detector;

    public LossDetectorTests()
    {
        _detector = new LossDetector(_sent, _rtt);
        _rtt.AddSample(Ms(80), TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
    }

    [Fact]
    public void A_packet_overtaken_by_three_is_lost()
    {
        Send(5, at: 100);
        Ack(4);

        Assert.Equal([(0UL, LossReason.PacketThreshold), (1, LossReason.PacketThreshold)], Detect(now: 101));
        Assert.Equal([2UL, 3UL], _sent.Below(10).Select(static packet => packet.Number));
    }

    [Fact]
    public void A_packet_overtaken_by_fewer_is_lost_when_its_time_is_over()
    {
        Send(2, at: 100);
        Ack(1);

        Assert.Empty(Detect(now: 189));
        Assert.Equal(Ms(190), _detector.NextLossAt);
        Assert.Equal([(0UL, LossReason.TimeThreshold)], Detect(now: 190));
        Assert.Null(_detector.NextLossAt);
    }

    [Fact]
    public void A_packet_after_the_newest_that_was_acknowledged_is_never_lost()
    {
        Send(10, at: 100);
        Ack(0);

        Assert.Empty(Detect(now: 100_000));
        Assert.Null(_detector.NextLossAt);
    }

    [Fact]
    public void Without_any_acknowledgement_nothing_is_lost()
    {
        Send(10, at: 100);

        Assert.Empty(Detect(now: 100_000));
    }

    [Fact]
    public void An_older_acknowledgement_takes_nothing_back()
    {
        Send(6, at: 100);
        Ack(4);
        Ack(2);

        Assert.Equal([0UL, 1UL], Detect(now: 101).Select(static lost => lost.Number));
    }

    private void Send(int count, double at)
    {
        for (int i = 0; i < count; i++)
        {
            _sent.Add(new SentPacket(_sent.NextNumber, Ms(at), 1200, AckEliciting: true, []));
        }
    }

    private void Ack(ulong number)
    {
        List<SentPacket> taken = [];
        _sent.Take(new(number, number + 1), taken);
        Assert.Single(taken);
        _detector.OnAcked(number);
    }

    private IEnumerable<(ulong Number, LossReason Reason)> Detect(double now)
    {
        List<LostPacket> lost = [];
        _detector.Detect(Ms(now), lost);
        return lost.Select(static packet => (packet.Packet.Number, packet.Reason));
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
