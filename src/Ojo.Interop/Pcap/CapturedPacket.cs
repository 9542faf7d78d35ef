namespace Ojo.Interop.Pcap;

/// <summary>A packet as it stands in a capture.</summary>
/// <param name="unixNs">When it was captured.</param>
/// <param name="linkType">What its bytes begin with, by the number of the link type.</param>
/// <param name="originalLength">How many bytes it had.</param>
/// <param name="bytes">Those that were captured.</param>
internal readonly ref struct CapturedPacket(long unixNs, int linkType, uint originalLength, ReadOnlySpan<byte> bytes)
{
    public long UnixNs { get; } = unixNs;

    public int LinkType { get; } = linkType;

    public uint OriginalLength { get; } = originalLength;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
