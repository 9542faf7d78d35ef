using System.Buffers.Binary;

namespace Ojo.Interop.Pcap;

/// <summary>What a packet's IP header says (RFC 791, RFC 8200).</summary>
/// <param name="Source">Who sent it; an IPv4 address is mapped into IPv6.</param>
/// <param name="Target">Who is to get it.</param>
/// <param name="Protocol">The protocol that it carries.</param>
/// <param name="HeaderLength">Where that begins.</param>
/// <param name="PayloadLength">How many bytes of that there were, captured or not.</param>
/// <param name="IsLaterFragment">Whether it is a fragment, and not the first.</param>
/// <param name="IsV6">Whether it is of version 6.</param>
internal readonly record struct IpPacket(UInt128 Source, UInt128 Target, byte Protocol, int HeaderLength, int PayloadLength, bool IsLaterFragment, bool IsV6)
{
    public const byte Tcp = 6;
    public const byte Udp = 17;

    private const int MostExtensions = 16;

    // More than any segment before a network card cuts it, and what an event's field holds.
    private const long MostBytes = 0x3FF_FFFF;

    private static readonly UInt128 s_mapped = new(0, 0xFFFF_0000_0000);

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The packet from its IP header on, as far as it was captured.</param>
    /// <param name="version">The version that the link says.</param>
    /// <param name="originalLength">How many bytes there were.</param>
    /// <param name="packet">What it says.</param>
    /// <returns>False where too little was captured, or it contradicts itself.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int version, long originalLength, out IpPacket packet)
    {
        packet = default;
        return !bytes.IsEmpty && bytes[0] >> 4 == version && (version == 4 ? TryRead4(bytes, originalLength, out packet) : TryRead6(bytes, originalLength, out packet));
    }

    private static bool TryRead4(ReadOnlySpan<byte> bytes, long originalLength, out IpPacket packet)
    {
        packet = default;
        int header = (bytes[0] & 0xF) * 4;
        if (header < 20 || bytes.Length < 20)
        {
            return false;
        }

        // Where a network card cuts segments, what was captured before it has a length of 0.
        long total = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        total = total == 0 ? originalLength : Math.Min(total, originalLength);
        if (total < header)
        {
            return false;
        }

        bool isLater = (BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x1FFF) != 0;
        packet = new IpPacket(
            s_mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]), s_mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
            bytes[9], header, (int)Math.Min(total - header, MostBytes), isLater, IsV6: false);
        return true;
    }

    private static bool TryRead6(ReadOnlySpan<byte> bytes, long originalLength, out IpPacket packet)
    {
        packet = default;
        if (bytes.Length < 40)
        {
            return false;
        }

        long payload = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        long end = payload == 0 ? originalLength : Math.Min(40 + payload, originalLength);
        byte next = bytes[6];
        int at = 40;
        bool isLater = false;
        for (int n = 0; next is 0 or 43 or 44 or 51 or 60 or 135 or 139 or 140 && !isLater; n++)
        {
            if (n == MostExtensions || bytes.Length < at + 8)
            {
                return false;
            }

            int length = next switch { 44 => 8, 51 => (bytes[at + 1] + 2) * 4, _ => (bytes[at + 1] + 1) * 8 };
            isLater = next == 44 && (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]) & 0xFFF8) != 0;
            next = bytes[at];
            at += length;
        }

        if (at > end)
        {
            return false;
        }

        packet = new IpPacket(
            BinaryPrimitives.ReadUInt128BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt128BigEndian(bytes[24..]), next, at, (int)Math.Min(end - at, MostBytes), isLater, IsV6: true);
        return true;
    }
}
