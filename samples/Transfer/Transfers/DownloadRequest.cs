using System.Buffers.Binary;

namespace Transfer.Transfers;

/// <summary>What a client writes on a bidirectional stream: which bytes it wants back.</summary>
/// <param name="Size">How many.</param>
/// <param name="Seed">Which.</param>
internal readonly record struct DownloadRequest(ulong Size, ulong Seed)
{
    public const int ByteSize = 2 * sizeof(ulong);

    /// <summary>What a server sends at most, whatever it is asked for.</summary>
    public const ulong MaxContent = 64 * 1024 * 1024;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, Size);
        BinaryPrimitives.WriteUInt64BigEndian(destination[sizeof(ulong)..], Seed);
    }

    public static DownloadRequest Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(source), BinaryPrimitives.ReadUInt64BigEndian(source[sizeof(ulong)..]));
}
