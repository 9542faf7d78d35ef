using Transfer.Recovery;

namespace Transfer.Tests.Recovery;

public sealed class PersistentCongestionTests
{
    [Fact]
    public void The_example_of_the_RFC_is_an_outage_of_seven_seconds()
    {
        // RFC 9002, section 7.6.3: packets 2 to 8, sent at these seconds, are lost; the threshold is 6 s.
        LostPacket[] lost = [.. new double[] { 1, 2, 3, 4, 5, 6, 8 }.Select(static (at, i) => Lost((ulong)i + 2, at))];

        Assert.Equal(TimeSpan.FromSeconds(7), PersistentCongestion.LongestOutage(lost, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_packet_that_arrived_in_between_ends_an_outage()
    {
        LostPacket[] lost = [Lost(2, 1), Lost(3, 2), Lost(5, 4), Lost(6, 8)];

        Assert.Equal(TimeSpan.FromSeconds(4), PersistentCongestion.LongestOutage(lost, TimeSpan.Zero));
    }

    [Fact]
    public void Packets_from_before_the_first_sample_do_not_count()
    {
        LostPacket[] lost = [Lost(0, 1), Lost(1, 5), Lost(2, 6)];

        Assert.Equal(TimeSpan.FromSeconds(1), PersistentCongestion.LongestOutage(lost, TimeSpan.FromSeconds(5)));
        Assert.Equal(TimeSpan.Zero, PersistentCongestion.LongestOutage(lost, firstSampleAt: null));
    }

    [Fact]
    public void Packets_that_nobody_has_to_acknowledge_neither_begin_nor_end_an_outage()
    {
        LostPacket[] lost = [Lost(0, 1, ackEliciting: false), Lost(1, 2), Lost(2, 3), Lost(3, 9, ackEliciting: false)];

        Assert.Equal(TimeSpan.FromSeconds(1), PersistentCongestion.LongestOutage(lost, TimeSpan.Zero));
    }

    [Fact]
    public void The_period_is_three_probe_timeouts()
    {
        RttEstimator rtt = new();
        rtt.AddSample(TimeSpan.FromMilliseconds(100), TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromMilliseconds(3 * 325), PersistentCongestion.Period(rtt, TimeSpan.FromMilliseconds(25)));
    }

    private static LostPacket Lost(ulong number, double seconds, bool ackEliciting = true) =>
        new(new SentPacket(number, TimeSpan.FromSeconds(seconds), 1200, ackEliciting, []), LossReason.PacketThreshold);
}
