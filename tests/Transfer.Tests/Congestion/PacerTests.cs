using Transfer.Congestion;
using Transfer.Wire;

namespace Transfer.Tests.Congestion;

public sealed class PacerTests
{
    private readonly Pacer _pacer = new();

    [Fact]
    public void Before_a_round_trip_is_known_nothing_is_held_back()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(TimeSpan.Zero, _pacer.ReadyAt(TimeSpan.Zero));
            _pacer.OnSent(Packet.MaxSize, TimeSpan.Zero);
        }
    }

    [Fact]
    public void A_window_takes_four_fifths_of_a_round_trip()
    {
        // 120,000 bytes in 100 ms, and a quarter faster: RFC 9002, section 7.7.
        Assert.True(_pacer.Update(120_000, TimeSpan.FromMilliseconds(100), TimeSpan.Zero));
        Assert.Equal(1_500_000, _pacer.Rate, 3);

        TimeSpan now = TimeSpan.Zero;
        for (int sent = 0; sent < 100; sent++)
        {
            now = _pacer.ReadyAt(now);
            _pacer.OnSent(Packet.MaxSize, now);
        }

        // The first ten go at once; the other ninety follow at the rate.
        Assert.Equal(90 * 1200 / 1_500_000.0, now.TotalSeconds, 3);
    }

    [Fact]
    public void A_pause_saves_up_no_more_than_a_burst()
    {
        _pacer.Update(120_000, TimeSpan.FromMilliseconds(100), TimeSpan.Zero);
        TimeSpan now = TimeSpan.FromSeconds(10);
        int burst = 0;
        for (; _pacer.ReadyAt(now) == now; burst++)
        {
            _pacer.OnSent(Packet.MaxSize, now);
        }

        Assert.Equal(10, burst);
    }

    [Fact]
    public void A_change_too_small_to_matter_is_none()
    {
        _pacer.Update(120_000, TimeSpan.FromMilliseconds(100), TimeSpan.Zero);

        Assert.False(_pacer.Update(121_000, TimeSpan.FromMilliseconds(100), TimeSpan.Zero));
        Assert.True(_pacer.Update(130_000, TimeSpan.FromMilliseconds(100), TimeSpan.Zero));
    }
}
