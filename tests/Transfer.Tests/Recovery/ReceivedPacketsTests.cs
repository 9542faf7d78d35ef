using Transfer.Ranges;
using Transfer.Recovery;
using Transfer.Wire;

namespace Transfer.Tests.Recovery;

public sealed class ReceivedPacketsTests
{
    private readonly ReceivedPackets _received = new(Ms(25));

    [Fact]
    public void One_packet_is_acknowledged_after_the_delay()
    {
        Receive(0, at: 100);

        Assert.Equal(Ms(125), _received.AckDueAt);
        Assert.False(_received.IsAckDue(Ms(124)));
        Assert.True(_received.IsAckDue(Ms(125)));
    }

    [Fact]
    public void Every_second_packet_is_acknowledged_at_once()
    {
        Receive(0, at: 100);
        Receive(1, at: 110);

        Assert.Equal(Ms(110), _received.AckDueAt);
        Assert.Equal([new(0, 2)], Acknowledge(at: 110, out _));

        Receive(2, at: 120);
        Assert.Equal(Ms(145), _received.AckDueAt);
    }

    [Fact]
    public void A_gap_is_acknowledged_at_once_and_so_is_what_fills_it()
    {
        Receive(0, at: 100);
        Acknowledge(at: 125, out _);

        Receive(2, at: 130);
        Assert.Equal(Ms(130), _received.AckDueAt);
        Assert.Equal([new(2, 3), new(0, 1)], Acknowledge(at: 130, out _));

        Receive(1, at: 140);
        Assert.Equal(Ms(140), _received.AckDueAt);
    }

    [Fact]
    public void During_the_handshake_nothing_is_held_back()
    {
        Assert.True(_received.TryAdd(0, Ms(100)));
        _received.OnAckEliciting(0, inHandshake: true, Ms(100));

        Assert.True(_received.IsAckDue(Ms(100)));
    }

    [Fact]
    public void Packets_that_ask_for_nothing_get_nothing()
    {
        Assert.True(_received.TryAdd(0, Ms(100)));

        Assert.Null(_received.AckDueAt);
        ByteWriter writer = new(new byte[100]);
        Assert.False(_received.TryWriteAck(ref writer, Ms(100)));
    }

    [Fact]
    public void The_delay_that_is_told_is_that_of_the_newest_packet()
    {
        Receive(5, at: 100);
        Receive(3, at: 108);

        Acknowledge(at: 110, out TimeSpan delay);

        Assert.Equal(Ms(10), delay);
    }

    [Fact]
    public void A_packet_that_comes_twice_is_known()
    {
        Assert.True(_received.TryAdd(7, Ms(1)));
        Assert.False(_received.TryAdd(7, Ms(2)));
    }

    [Fact]
    public void A_packet_older_than_what_is_remembered_counts_as_known()
    {
        for (ulong i = 0; i <= 2 * AckFrame.MaxRanges; i++)
        {
            _received.TryAdd(i * 2, Ms(1));
        }

        Assert.False(_received.TryAdd(1, Ms(2)));
        Assert.True(_received.TryAdd((2 * AckFrame.MaxRanges * 2) - 1, Ms(2)));
    }

    private void Receive(ulong number, double at)
    {
        Assert.True(_received.TryAdd(number, Ms(at)));
        _received.OnAckEliciting(number, inHandshake: false, Ms(at));
    }

    private List<NumberRange> Acknowledge(double at, out TimeSpan delay)
    {
        byte[] bytes = new byte[200];
        ByteWriter writer = new(bytes);
        Assert.True(_received.TryWriteAck(ref writer, Ms(at)));
        ByteReader reader = new(bytes.AsSpan(1));
        List<NumberRange> ranges = [];
        Assert.True(AckFrame.TryRead(ref reader, ranges, out delay));
        return ranges;
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
