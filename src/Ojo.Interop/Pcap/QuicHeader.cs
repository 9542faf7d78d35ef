using System.Buffers.Binary;

namespace Ojo.Interop.Pcap;

/// <summary>What the unprotected part of a QUIC packet says (RFC 8999).</summary>
internal static class QuicHeader
{
    private const int LongForm = 0x80;
    private const int FixedBit = 0x40;
    private const int MostIdBytes = 20;
    private const uint VersionNegotiation = 5;

    /// <summary>The kind and the version of a datagram's first packet, where that has a long header; else zeros. A guess: other protocols may look alike.</summary>
    public static (uint Kind, uint Version) Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 6 || (payload[0] & LongForm) == 0 || payload[5] > MostIdBytes)
        {
            return (0, 0);
        }

        uint version = BinaryPrimitives.ReadUInt32BigEndian(payload[1..]);
        return version == 0 ? (VersionNegotiation, 0)
            : (payload[0] & FixedBit) == 0 ? (0, 0)
            : (((uint)(payload[0] >> 4) & 3) + 1, version);
    }
}
