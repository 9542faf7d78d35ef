using Transfer.Recovery;

namespace Transfer.Tests.Recovery;

public sealed class RttEstimatorTests
{
    private static readonly TimeSpan s_maxAckDelay = Ms(25);

    [Fact]
    public void Before_the_first_sample_a_third_of_a_second_is_assumed()
    {
        RttEstimator rtt = new();

        // RFC 9002, section 6.2.2: 333 ms, and a probe timeout of 999 ms.
        Assert.Null(rtt.FirstSampleAt);
        Assert.Equal(Ms(333), rtt.Smoothed);
        Assert.Equal(Ms(999), rtt.ProbeTimeout(TimeSpan.Zero));
    }

    [Fact]
    public void The_first_sample_is_taken_as_it_is()
    {
        RttEstimator rtt = new();

        rtt.AddSample(Ms(100), ackDelay: Ms(20), s_maxAckDelay, now: Ms(500));

        // RFC 9002, section 5.3.
        Assert.Equal((Ms(100), Ms(100), Ms(100), Ms(50)), (rtt.Latest, rtt.Min, rtt.Smoothed, rtt.Variance));
        Assert.Equal(Ms(500), rtt.FirstSampleAt);
    }

    [Fact]
    public void Later_samples_move_the_average_by_an_eighth_and_the_variance_by_a_quarter()
    {
        RttEstimator rtt = new();
        rtt.AddSample(Ms(100), TimeSpan.Zero, s_maxAckDelay, Ms(0));

        rtt.AddSample(Ms(180), ackDelay: Ms(20), s_maxAckDelay, Ms(200));

        // Adjusted 160: variance 3/4 · 50 + 1/4 · |100 − 160|, average 7/8 · 100 + 1/8 · 160.
        Assert.Equal(Ms(52.5), rtt.Variance);
        Assert.Equal(Ms(107.5), rtt.Smoothed);
        Assert.Equal((Ms(180), Ms(100)), (rtt.Latest, rtt.Min));
    }

    [Fact]
    public void The_peers_delay_counts_only_as_far_as_it_promised()
    {
        RttEstimator rtt = new();
        rtt.AddSample(Ms(100), TimeSpan.Zero, s_maxAckDelay, Ms(0));

        rtt.AddSample(Ms(200), ackDelay: Ms(90), s_maxAckDelay, Ms(200));

        Assert.Equal(((7 * Ms(100)) + Ms(175)) / 8, rtt.Smoothed);
    }

    [Fact]
    public void The_peers_delay_does_not_make_a_sample_smaller_than_the_smallest()
    {
        RttEstimator rtt = new();
        rtt.AddSample(Ms(100), TimeSpan.Zero, s_maxAckDelay, Ms(0));

        rtt.AddSample(Ms(110), ackDelay: Ms(20), s_maxAckDelay, Ms(200));

        Assert.Equal(((7 * Ms(100)) + Ms(110)) / 8, rtt.Smoothed);
    }

    [Fact]
    public void The_probe_timeout_is_the_average_and_four_variances_and_the_peers_delay()
    {
        RttEstimator rtt = new();
        rtt.AddSample(Ms(100), TimeSpan.Zero, s_maxAckDelay, Ms(0));

        Assert.Equal(Ms(100 + 200 + 25), rtt.ProbeTimeout(s_maxAckDelay));
    }

    [Fact]
    public void On_a_very_short_path_timers_keep_to_their_granularity()
    {
        RttEstimator rtt = new();
        rtt.AddSample(TimeSpan.FromMicroseconds(40), TimeSpan.Zero, s_maxAckDelay, Ms(0));

        Assert.Equal(Ms(1), rtt.LossDelay());
        Assert.Equal(TimeSpan.FromMicroseconds(1040), rtt.ProbeTimeout(TimeSpan.Zero));
    }

    [Fact]
    public void A_packet_has_nine_eighths_of_the_longer_of_latest_and_average()
    {
        RttEstimator rtt = new();
        rtt.AddSample(Ms(80), TimeSpan.Zero, s_maxAckDelay, Ms(0));
        Assert.Equal(Ms(90), rtt.LossDelay());

        rtt.AddSample(Ms(160), TimeSpan.Zero, s_maxAckDelay, Ms(200));
        Assert.Equal(Ms(180), rtt.LossDelay());
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
