using Transfer.Ranges;
using Transfer.Wire;

namespace Transfer.Tests.Wire;

public sealed class FrameParserTests
{
    [Fact]
    public void Every_frame_comes_back_as_it_was_written_in_its_turn()
    {
        RangeSet received = new();
        received.Add(1, 4);
        HelloFrame hello = new(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(25), 1 << 20, 1 << 18, 16);
        ControlFrame[] controls =
        [
            new(FrameType.Ping), new(FrameType.MaxData, 0, 5_000_000_000), new(FrameType.MaxStreamData, 12, 70_000),
            new(FrameType.MaxStreams, 0, 17), new(FrameType.DataBlocked, 0, 99), new(FrameType.StreamDataBlocked, 3, 0),
        ];
        CloseFrame close = new(0xA, "It ends here.");
        byte[] bytes = new byte[1200];
        ByteWriter writer = new(bytes);
        AckFrame.TryWrite(ref writer, received, TimeSpan.Zero);
        writer.WriteByte((byte)FrameType.Padding);
        hello.Write(ref writer);
        foreach (ControlFrame control in controls)
        {
            control.Write(ref writer);
        }

        StreamFrame.Write(ref writer, 8, 1_000_000, 3, fin: true)[2] = 0xFF;
        close.Write(ref writer);

        RecordingFrameHandler handler = new();
        Assert.True(new FrameParser().TryParse(bytes.AsSpan(0, writer.Written), handler, out bool ackEliciting));

        Assert.True(ackEliciting);
        Assert.Equal(
            ["ack [1, 4)", hello.ToString(), .. controls.Select(static c => c.ToString()), "stream 8 1000000 0000FF fin", close.ToString()],
            handler.Frames);
    }

    [Fact]
    public void Padding_acknowledgements_and_closes_ask_for_no_acknowledgement()
    {
        RangeSet received = new();
        received.Add(1);
        byte[] bytes = new byte[100];
        ByteWriter writer = new(bytes);
        AckFrame.TryWrite(ref writer, received, TimeSpan.Zero);
        new CloseFrame(0, "").Write(ref writer);

        Assert.True(new FrameParser().TryParse(bytes, new RecordingFrameHandler(), out bool ackEliciting));
        Assert.False(ackEliciting);
    }

    [Theory]
    [InlineData("7f")]
    [InlineData("08 01 00 05 aabb")]
    [InlineData("10")]
    [InlineData("11 04")]
    [InlineData("06 00 00 00 00 00")]
    [InlineData("1c 00 10 41")]
    [InlineData("08 00 ffffffffffffffff 01 aa")]
    public void A_frame_that_is_unknown_cut_off_or_absurd_is_refused(string hex) =>
        Assert.False(new FrameParser().TryParse(
            Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), new RecordingFrameHandler(), out _));

    [Fact]
    public void Random_bytes_never_throw()
    {
        Random random = new(3);
        FrameParser parser = new();
        int whole = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (bytes.Length > 0)
            {
                bytes[0] = (byte)random.Next(0x1F);
            }

            whole += parser.TryParse(bytes, new RecordingFrameHandler(), out _) ? 1 : 0;
        }

        Assert.InRange(whole, 1, 19_999);
    }

    [Fact]
    public void A_reason_that_is_too_long_is_cut_between_characters()
    {
        byte[] bytes = new byte[1000];
        ByteWriter writer = new(bytes);
        new CloseFrame(1, new string('é', 400)).Write(ref writer);
        ByteReader reader = new(bytes.AsSpan(1, writer.Written - 1));

        Assert.True(CloseFrame.TryRead(ref reader, out CloseFrame read));
        Assert.Equal(new string('é', 128), read.Reason);
    }
}
