using System.Buffers.Binary;
using System.Numerics;

namespace Transfer.Wire;

/// <summary>What is true of every packet: how large it may be, and how the receiver knows that it is whole.</summary>
/// <remarks>
/// A CRC-32C ends each packet where an encrypted transport has its authentication tag: a damaged or truncated datagram is
/// dropped and counts as lost, and never ends a connection. It keeps out accidents, not attackers.
/// </remarks>
internal static class Packet
{
    /// <summary>The largest packet, in bytes of UDP payload: what every path can be expected to carry (RFC 9000, section 14).</summary>
    public const int MaxSize = 1200;

    /// <summary>How many bytes the checksum takes.</summary>
    public const int ChecksumSize = sizeof(uint);

    /// <summary>Writes the checksum into the last bytes of a packet, over all bytes before them.</summary>
    public static void Seal(Span<byte> packet) =>
        BinaryPrimitives.WriteUInt32LittleEndian(packet[^ChecksumSize..], Checksum(packet[..^ChecksumSize]));

    /// <summary>Reads the header and finds the frames; false where the datagram is not a whole packet.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> datagram, out PacketHeader header, out ReadOnlySpan<byte> frames)
    {
        header = default;
        frames = default;
        if (datagram.Length is <= ChecksumSize or > MaxSize)
        {
            return false;
        }

        ReadOnlySpan<byte> body = datagram[..^ChecksumSize];
        ByteReader reader = new(body);
        if (!PacketHeader.TryRead(ref reader, out header) ||
            BinaryPrimitives.ReadUInt32LittleEndian(datagram[^ChecksumSize..]) != Checksum(body))
        {
            return false;
        }

        frames = reader.Rest;
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
