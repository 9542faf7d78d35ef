using Transfer.Congestion;
using Transfer.Wire;

namespace Transfer.Tests.Congestion;

public sealed class CubicTests
{
    private readonly Cubic _cubic = new(tracer: null, flowId: 0);
    private TimeSpan _rtt = TimeSpan.FromMilliseconds(100);
    private TimeSpan _now;

    [Fact]
    public void The_curve_passes_through_the_window_after_the_loss_and_the_one_before_it()
    {
        // RFC 9438, section 4.2: W_cubic(0) is the window after the reduction, W_cubic(K) the one before.
        double k = Cubic.K(windowMax: 100, windowAtEpoch: 70);

        Assert.Equal(Math.Cbrt(30 / 0.4), k, 12);
        Assert.Equal(70, Cubic.Curve(0, k, 100), 9);
        Assert.Equal(100, Cubic.Curve(k, k, 100), 9);
        Assert.Equal(100 + 0.4, Cubic.Curve(k + 1, k, 100), 9);
    }

    [Fact]
    public void A_loss_leaves_seven_tenths()
    {
        Grow(until: 100);
        double before = Segments;

        _cubic.OnCongestionEvent(_now);

        Assert.Equal(before * 0.7, Segments, 2);
        Assert.Equal(_cubic.Window, _cubic.SlowStartThreshold);
    }

    [Fact]
    public void After_a_loss_the_window_follows_the_curve_up_to_the_old_one_and_beyond()
    {
        Grow(until: 400);
        double max = Segments;
        _cubic.OnCongestionEvent(_now);
        double k = Cubic.K(max, max * Cubic.Beta);
        TimeSpan start = _now;
        for (int round = 0; _now - start < TimeSpan.FromSeconds(k + 3); round++)
        {
            AckWindow();
            if (round > 0)
            {
                // The window is where the curve is about now: between a round trip ago and a round trip ahead.
                double elapsed = (_now - start).TotalSeconds;
                double low = Cubic.Curve(elapsed - (2 * _rtt.TotalSeconds), k, max);
                double high = Cubic.Curve(elapsed + _rtt.TotalSeconds, k, max);
                Assert.InRange(Segments, low - 0.5, high + 0.5);
            }
        }

        Assert.True(Segments > max);
    }

    [Fact]
    public void Where_Reno_would_be_faster_it_is_as_fast_as_Reno()
    {
        _rtt = TimeSpan.FromMilliseconds(10);
        Grow(until: 20);
        _cubic.OnCongestionEvent(_now);
        double before = Segments;
        AckWindow();
        AckWindow();
        AckWindow();

        // RFC 9438, section 4.3: alpha, 0.53, segments each round trip; on so short a path the curve is far below that.
        Assert.InRange(Segments - before, 3 * Cubic.Alpha * 0.9, 3 * Cubic.Alpha * 1.01);
        Assert.Equal(0.5294, Cubic.Alpha, 4);
    }

    [Fact]
    public void A_window_that_fell_before_it_was_back_makes_room_for_others()
    {
        Grow(until: 400);
        double max = Segments;
        _cubic.OnCongestionEvent(_now);
        AckWindow();
        double reached = Segments;
        Assert.True(reached < max);

        _cubic.OnCongestionEvent(_now);
        double start = Segments;
        AckWindow();

        // RFC 9438, section 4.7: the curve now aims at (1 + beta) / 2 of what was reached.
        double newMax = reached * (1 + Cubic.Beta) / 2;
        double k = Cubic.K(newMax, start);
        Assert.InRange(Segments, Cubic.Curve(0, k, newMax) - 0.5, Cubic.Curve(3 * _rtt.TotalSeconds, k, newMax) + 0.5);
    }

    [Fact]
    public void Time_in_which_the_window_was_not_used_does_not_move_the_curve_on()
    {
        Grow(until: 400);
        _cubic.OnCongestionEvent(_now);
        AckWindow();
        double before = Segments;

        _cubic.OnApplicationLimited(_now);
        _now += TimeSpan.FromSeconds(60);
        AckWindow();

        // A minute on the curve would be an enormous window; half again as much a round trip is the most it may grow.
        Assert.InRange(Segments, before, before * 1.1);
    }

    [Fact]
    public void Persistent_congestion_leaves_two_packets()
    {
        Grow(until: 100);
        _cubic.OnCongestionEvent(_now);
        _cubic.OnPersistentCongestion();

        Assert.Equal(CongestionWindow.Minimum, _cubic.Window);
    }

    [Fact]
    public void The_window_never_falls_below_two_packets()
    {
        for (int i = 0; i < 20; i++)
        {
            _cubic.OnCongestionEvent(_now);
        }

        Assert.Equal(CongestionWindow.Minimum, _cubic.Window);
    }

    private double Segments => (double)_cubic.Window / Packet.MaxSize;

    private void Grow(double until)
    {
        while (Segments < until)
        {
            AckWindow();
        }
    }

    /// <summary>A round trip in which the whole window is acknowledged, evenly.</summary>
    private void AckWindow()
    {
        int packets = (int)(_cubic.Window / Packet.MaxSize);
        for (int i = 0; i < packets; i++)
        {
            _now += _rtt / packets;
            _cubic.OnAcked(Packet.MaxSize, _now, _rtt);
        }
    }
}
