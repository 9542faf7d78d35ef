using Transfer.Congestion;
using Transfer.Wire;

namespace Transfer.Tests.Congestion;

public sealed class NewRenoTests
{
    private readonly NewReno _reno = new();

    [Fact]
    public void It_starts_with_ten_packets() => Assert.Equal(12_000UL, _reno.Window);

    [Fact]
    public void Slow_start_doubles_the_window_each_round_trip()
    {
        AckWindow();
        Assert.Equal(24_000UL, _reno.Window);

        AckWindow();
        Assert.Equal(48_000UL, _reno.Window);
    }

    [Fact]
    public void A_loss_halves_the_window_and_ends_slow_start()
    {
        AckWindow();
        _reno.OnCongestionEvent(TimeSpan.Zero);

        Assert.Equal((12_000UL, 12_000UL), (_reno.Window, _reno.SlowStartThreshold));
    }

    [Fact]
    public void After_a_loss_the_window_grows_by_one_packet_each_round_trip()
    {
        AckWindow();
        _reno.OnCongestionEvent(TimeSpan.Zero);
        for (int round = 1; round <= 20; round++)
        {
            ulong before = _reno.Window;
            AckWindow();

            // RFC 9002, section 7.3.3: at most one packet for each window that is acknowledged.
            Assert.InRange(_reno.Window - before, Packet.MaxSize * 85UL / 100, (ulong)Packet.MaxSize);
        }
    }

    [Fact]
    public void The_window_never_falls_below_two_packets()
    {
        for (int i = 0; i < 10; i++)
        {
            _reno.OnCongestionEvent(TimeSpan.Zero);
        }

        Assert.Equal(2_400UL, _reno.Window);
    }

    [Fact]
    public void Persistent_congestion_leaves_two_packets_and_slow_start_to_the_threshold()
    {
        AckWindow();
        _reno.OnCongestionEvent(TimeSpan.Zero);
        _reno.OnPersistentCongestion();

        Assert.Equal((2_400UL, 12_000UL), (_reno.Window, _reno.SlowStartThreshold));
        AckWindow();
        Assert.Equal(4_800UL, _reno.Window);
    }

    private void AckWindow()
    {
        for (ulong acked = 0, window = _reno.Window; acked < window; acked += Packet.MaxSize)
        {
            _reno.OnAcked(Packet.MaxSize, TimeSpan.Zero, TimeSpan.Zero);
        }
    }
}
