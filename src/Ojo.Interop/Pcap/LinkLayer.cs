using System.Buffers.Binary;

namespace Ojo.Interop.Pcap;

/// <summary>Finds the network's packet in what a link carries.</summary>
internal static class LinkLayer
{
    private const int MostTags = 8;

    /// <summary>Goes past a link's header.</summary>
    /// <param name="linkType">The link type's number.</param>
    /// <param name="bytes">What was captured.</param>
    /// <param name="isKnown">False where no packets of such links are understood here.</param>
    /// <returns>How long the header is, and what comes behind it: 4 or 6 for IP's version, 0 for another protocol; -1 where too little was captured.</returns>
    public static (int Length, int Version) Find(int linkType, ReadOnlySpan<byte> bytes, out bool isKnown)
    {
        isKnown = true;
        switch (linkType)
        {
            case 0 or 108:
                return Null(bytes);
            case 1:
                return bytes.Length < 14 ? (0, -1) : EtherType(bytes, 12);
            case 9 or 50:
                return PointToPoint(bytes);
            case 12 or 14 or 101:
                return Raw(bytes);
            case 113:
                return bytes.Length < 16 ? (0, -1) : EtherType(bytes, 14);
            case 228 or 229:
                return (0, linkType == 228 ? 4 : 6);
            case 276:
                return bytes.Length < 20 ? (0, -1) : Tagged(bytes, BinaryPrimitives.ReadUInt16BigEndian(bytes), 20);
            default:
                isKnown = false;
                return (0, 0);
        }
    }

    private static (int Length, int Version) EtherType(ReadOnlySpan<byte> bytes, int at) => Tagged(bytes, BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]), at + 2);

    private static (int Length, int Version) Tagged(ReadOnlySpan<byte> bytes, ushort type, int at)
    {
        // VLANs (802.1Q), those of providers around them (802.1ad), and what came before that was agreed upon.
        for (int tags = 0; type is 0x8100 or 0x88A8 or 0x9100 or 0x9200; tags++)
        {
            if (tags == MostTags || bytes.Length < at + 4)
            {
                return (at, -1);
            }

            type = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            at += 4;
        }

        if (type == 0x8864)
        {
            // PPP over Ethernet (RFC 2516): six bytes, then PPP's protocol.
            return bytes.Length < at + 8 ? (at, -1) : (at + 8, VersionOfPpp(BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 6)..])));
        }

        return (at, type switch { 0x0800 => 4, 0x86DD => 6, _ => 0 });
    }

    private static (int Length, int Version) Null(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
        {
            return (0, -1);
        }

        // The byte order is that of the host that captured: the family is small, and one of the two readings is.
        uint little = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        uint big = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return (4, Math.Min(little, big) switch { 2 => 4, 10 or 24 or 28 or 30 => 6, _ => 0 });
    }

    private static (int Length, int Version) PointToPoint(ReadOnlySpan<byte> bytes)
    {
        int at = bytes.Length >= 2 && bytes[0] is 0xFF or 0x0F && bytes[1] is 0x03 or 0x00 ? 2 : 0;
        if (bytes.Length < at + 2)
        {
            return (0, -1);
        }

        // Compressed, the protocol has one byte, which is odd (RFC 1661, section 6.5).
        return (bytes[at] & 1) != 0 ? (at + 1, VersionOfPpp(bytes[at])) : (at + 2, VersionOfPpp(BinaryPrimitives.ReadUInt16BigEndian(bytes[at..])));
    }

    private static int VersionOfPpp(ushort protocol) => protocol switch { 0x0021 => 4, 0x0057 => 6, _ => 0 };

    private static (int Length, int Version) Raw(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? (0, -1) : (0, (bytes[0] >> 4) switch { 4 => 4, 6 => 6, _ => 0 });
}
