using Transfer.Congestion;
using Transfer.Recovery;

namespace Transfer.Tests.Congestion;

public sealed class CongestionControllerTests
{
    private readonly CongestionController _congestion = new(new NewReno(), tracer: null, flowId: 0);
    private ulong _next;

    [Fact]
    public void What_is_in_flight_may_fill_the_window_and_no_more()
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.True(_congestion.HasRoomFor(1200));
            Send(at: 0);
        }

        Assert.Equal(12_000UL, _congestion.BytesInFlight);
        Assert.False(_congestion.HasRoomFor(1200));
    }

    [Fact]
    public void Several_losses_of_one_round_trip_reduce_the_window_once()
    {
        SentPacket[] packets = [Send(at: 0), Send(at: 1), Send(at: 2)];

        Lose(now: 50, packets[0]);
        Lose(now: 51, packets[1], packets[2]);

        Assert.Equal(6_000UL, _congestion.Window);
        Assert.Equal(0UL, _congestion.BytesInFlight);
    }

    [Fact]
    public void A_loss_of_the_next_round_trip_reduces_it_again()
    {
        SentPacket first = Send(at: 0);
        Lose(now: 50, first);
        SentPacket second = Send(at: 60);
        Lose(now: 110, second);

        Assert.Equal(3_000UL, _congestion.Window);
    }

    [Fact]
    public void The_window_does_not_grow_by_packets_from_before_the_loss()
    {
        SentPacket lost = Send(at: 0);
        SentPacket before = Send(at: 1);
        Lose(now: 50, lost);

        Ack(before, now: 51);
        Assert.Equal(6_000UL, _congestion.Window);
        Assert.True(_congestion.InRecovery);

        Ack(Send(at: 60), now: 110);
        Assert.True(_congestion.Window > 6_000);
        Assert.False(_congestion.InRecovery);
    }

    [Fact]
    public void The_window_does_not_grow_while_it_is_not_used()
    {
        _congestion.ApplicationLimited = true;
        Ack(Send(at: 0), now: 50);

        Assert.Equal(12_000UL, _congestion.Window);
        Assert.Equal(0UL, _congestion.BytesInFlight);
    }

    [Fact]
    public void Packets_that_nobody_has_to_acknowledge_are_not_in_flight()
    {
        SentPacket ack = new(_next++, TimeSpan.Zero, 40, AckEliciting: false, []);
        _congestion.OnSent(ack);
        Assert.Equal(0UL, _congestion.BytesInFlight);

        Lose(now: 50, ack);
        Assert.Equal(12_000UL, _congestion.Window);
    }

    private SentPacket Send(double at)
    {
        SentPacket packet = new(_next++, TimeSpan.FromMilliseconds(at), 1200, AckEliciting: true, []);
        _congestion.OnSent(packet);
        return packet;
    }

    private void Ack(SentPacket packet, double now) =>
        _congestion.OnAcked(packet, TimeSpan.FromMilliseconds(now), TimeSpan.FromMilliseconds(50));

    private void Lose(double now, params SentPacket[] packets) =>
        _congestion.OnLost([.. packets.Select(static packet => new LostPacket(packet, LossReason.PacketThreshold))], TimeSpan.FromMilliseconds(now));
}
