using Transfer.Wire;

namespace Transfer.Tests.Wire;

public sealed class PacketTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_packet_is_opened_as_it_was_sealed(bool isHello)
    {
        PacketType type = isHello ? PacketType.Hello : PacketType.Main;
        byte[] packet = Seal(new(type, new(0x0123456789ABCDEF), new(isHello ? 0xFEDCBA9876543210 : 0), 70_000), [1, 2, 3]);

        Assert.True(Packet.TryOpen(packet, out PacketHeader header, out ReadOnlySpan<byte> frames));
        Assert.Equal((type, 0x0123456789ABCDEFUL, 70_000UL), (header.Type, header.Destination.Value, header.Number));
        Assert.Equal(isHello ? 0xFEDCBA9876543210 : 0, header.Source.Value);
        Assert.Equal([1, 2, 3], frames.ToArray());
    }

    [Fact]
    public void A_packet_with_any_bit_changed_is_refused()
    {
        byte[] packet = Seal(new(PacketType.Hello, new(1), new(2), 3), "a few bytes of frames"u8);
        for (int bit = 0; bit < packet.Length * 8; bit++)
        {
            packet[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Packet.TryOpen(packet, out _, out _));
            packet[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(Packet.TryOpen(packet, out _, out _));
    }

    [Fact]
    public void A_packet_that_is_cut_off_anywhere_is_refused()
    {
        byte[] packet = Seal(new(PacketType.Main, new(1), default, 3), "a few bytes of frames"u8);
        for (int length = 0; length < packet.Length; length++)
        {
            Assert.False(Packet.TryOpen(packet.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void A_packet_that_is_too_large_is_refused()
    {
        byte[] packet = Seal(new(PacketType.Main, new(1), default, 3), new byte[Packet.MaxSize]);

        Assert.False(Packet.TryOpen(packet, out _, out _));
    }

    internal static byte[] Seal(PacketHeader header, ReadOnlySpan<byte> frames)
    {
        byte[] packet = new byte[frames.Length + 64];
        ByteWriter writer = new(packet);
        header.Write(ref writer);
        writer.WriteBytes(frames);
        writer.Reserve(Packet.ChecksumSize);
        Array.Resize(ref packet, writer.Written);
        Packet.Seal(packet);
        return packet;
    }
}
