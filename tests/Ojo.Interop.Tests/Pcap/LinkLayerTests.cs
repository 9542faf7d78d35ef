using Ojo.Interop.Importing;
using Ojo.Interop.Pcap;

namespace Ojo.Interop.Tests.Pcap;

/// <summary>The packet of the network is found behind each kind of link's header.</summary>
public sealed class LinkLayerTests
{
    [Theory]
    [InlineData(1, "0000000000000000000000000800", 14, 4)]
    [InlineData(1, "00000000000000000000000086DD", 14, 6)]
    [InlineData(1, "00000000000000000000000081000001" + "0800", 18, 4)]
    [InlineData(1, "00000000000000000000000088A8000181000002" + "86DD", 22, 6)]
    [InlineData(1, "0000000000000000000000000806", 14, 0)]
    [InlineData(1, "00000000000000000000000081000001", 14, -1)]
    [InlineData(1, "000000000000000000000000886411000001" + "0002" + "0021", 22, 4)]
    [InlineData(113, "00000001000600000000000000000800", 16, 4)]
    [InlineData(276, "86DD000000000001000000000000000000000000", 20, 6)]
    [InlineData(101, "45", 0, 4)]
    [InlineData(101, "60", 0, 6)]
    [InlineData(0, "02000000", 4, 4)]
    [InlineData(0, "00000002", 4, 4)]
    [InlineData(0, "1E000000", 4, 6)]
    [InlineData(108, "0000001C", 4, 6)]
    [InlineData(9, "FF030021", 4, 4)]
    [InlineData(9, "0057", 2, 6)]
    [InlineData(9, "21", 1, -1)]
    [InlineData(9, "2145", 1, 4)]
    public void A_links_header_is_gone_past(int linkType, string bytes, int length, int version)
    {
        (int found, int kind) = LinkLayer.Find(linkType, Convert.FromHexString(bytes), out bool isKnown);
        Assert.Equal((version < 0 ? 0 : length, version, true), (version < 0 ? 0 : found, kind, isKnown));
    }

    [Fact]
    public void A_link_that_is_not_understood_is_said_to_be()
    {
        LinkLayer.Find(105, new byte[64], out bool isKnown);
        Assert.False(isKnown);
    }

    [Fact]
    public void Extension_headers_of_ipv6_are_gone_past_and_a_later_fragment_is_known()
    {
        byte[] packet = new byte[40 + 8 + 8 + 20];
        (packet[0], packet[5], packet[6]) = (0x60, 36, 0);
        (packet[40], packet[48], packet[51]) = (44, 6, 0x01);
        Assert.True(IpPacket.TryRead(packet, 6, packet.Length, out IpPacket first));
        Assert.Equal((6, 56, 20, false), (first.Protocol, first.HeaderLength, first.PayloadLength, first.IsLaterFragment));
        packet[51] = 0x08;
        Assert.True(IpPacket.TryRead(packet, 6, packet.Length, out IpPacket later));
        Assert.True(later.IsLaterFragment);
        Assert.False(IpPacket.TryRead(packet.AsSpan(0, 50), 6, packet.Length, out _));
    }

    [Fact]
    public void The_newer_format_in_the_other_byte_order_has_the_same_packets()
    {
        byte[] pcap = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pcap", "Captures", "findings.pcap"));
        CaptureReader one = CaptureReader.Open(new MemoryStream(pcap), new ImportReport("one"));
        ImportReport report = new("other");
        CaptureReader other = CaptureReader.Open(new MemoryStream(HostileCaptureTests.AsPcapng(AsMicroseconds(pcap))), report);
        int packets = 0;
        while (one.TryRead(out CapturedPacket expected))
        {
            Assert.True(other.TryRead(out CapturedPacket actual));
            Assert.Equal((expected.UnixNs / 1000, expected.LinkType, expected.OriginalLength), (actual.UnixNs / 1000, actual.LinkType, actual.OriginalLength));
            Assert.True(expected.Bytes.SequenceEqual(actual.Bytes));
            packets++;
        }

        Assert.False(other.TryRead(out _));
        Assert.Equal((57, 0L), (packets, report.Count));
    }

    private static byte[] AsMicroseconds(byte[] pcap)
    {
        byte[] copy = [.. pcap];
        for (int at = 24; at < copy.Length;)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(at + 4), System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(copy.AsSpan(at + 4)) / 1000);
            at += 16 + System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(copy.AsSpan(at + 8));
        }

        return copy;
    }
}
