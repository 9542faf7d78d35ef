using Transfer.Ranges;
using Transfer.Wire;

namespace Transfer.Tests.Wire;

public sealed class AckFrameTests
{
    [Fact]
    public void Ranges_come_back_from_the_newest_to_the_oldest()
    {
        RangeSet received = new();
        received.Add(3, 5);
        received.Add(7);
        received.Add(100, 200);

        (List<NumberRange> ranges, TimeSpan delay) = Read(Write(received, TimeSpan.FromMicroseconds(12_345)));

        Assert.Equal([new(100, 200), new(7, 8), new(3, 5)], ranges);
        Assert.Equal(TimeSpan.FromMicroseconds(12_345), delay);
    }

    [Fact]
    public void A_gap_is_written_as_one_less_than_what_is_missing()
    {
        RangeSet received = new();
        received.Add(0);
        received.Add(2);

        byte[] bytes = Write(received, TimeSpan.Zero);

        // Type, largest 2, no delay, one gap; a range of one, one missing, a range of one: RFC 9000, section 19.3.1.
        Assert.Equal([0x02, 2, 0, 1, 0, 0, 0], bytes);
    }

    [Fact]
    public void Any_set_comes_back_as_far_as_its_newest_ranges_go()
    {
        Random random = new(7);
        for (int round = 0; round < 300; round++)
        {
            RangeSet received = new();
            for (int i = random.Next(1, 60); i > 0; i--)
            {
                ulong start = (ulong)random.Next(2_000);
                received.Add(start, start + (ulong)random.Next(1, 20));
            }

            (List<NumberRange> ranges, _) = Read(Write(received, TimeSpan.Zero));

            Assert.Equal(received.Ranges.ToArray().Reverse().Take(AckFrame.MaxRanges), ranges);
        }
    }

    [Fact]
    public void Where_there_is_little_room_the_oldest_ranges_are_left_out()
    {
        RangeSet received = new();
        received.Add(0, 10);
        received.Add(20, 30);
        received.Add(40, 50);

        byte[] room = new byte[7];
        ByteWriter writer = new(room);

        Assert.True(AckFrame.TryWrite(ref writer, received, TimeSpan.Zero));
        Assert.Equal([new(40, 50), new(20, 30)], Read(room[..writer.Written]).Ranges);
    }

    [Fact]
    public void Without_room_for_one_range_nothing_is_written()
    {
        RangeSet received = new();
        received.Add(1000);
        ByteWriter writer = new(new byte[3]);

        Assert.False(AckFrame.TryWrite(ref writer, received, TimeSpan.Zero));
        Assert.Equal(0, writer.Written);
    }

    [Theory]
    [InlineData("05 00 00 06")]
    [InlineData("05 00 01 00 04 00")]
    [InlineData("05 00 01 00 00 04")]
    [InlineData("05 00 3f 00")]
    [InlineData("05 00 01 00 ffffffffffffffff ffffffffffffffff")]
    [InlineData("")]
    public void A_range_below_zero_or_cut_off_is_refused(string hex)
    {
        ByteReader reader = new(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.False(AckFrame.TryRead(ref reader, [], out _));
    }

    private static byte[] Write(RangeSet received, TimeSpan delay)
    {
        byte[] bytes = new byte[1000];
        ByteWriter writer = new(bytes);
        Assert.True(AckFrame.TryWrite(ref writer, received, delay));
        return bytes[..writer.Written];
    }

    private static (List<NumberRange> Ranges, TimeSpan Delay) Read(byte[] frame)
    {
        ByteReader reader = new(frame.AsSpan(1));
        List<NumberRange> ranges = [];
        Assert.True(AckFrame.TryRead(ref reader, ranges, out TimeSpan delay));
        Assert.Equal(0, reader.Remaining);
        return (ranges, delay);
    }
}
