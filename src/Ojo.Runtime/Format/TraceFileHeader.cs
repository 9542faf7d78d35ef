using System.Buffers.Binary;

namespace Ojo.Format;

/// <summary>The 24 bytes that a trace file begins with.</summary>
/// <param name="Version">1: times in microseconds; 2: in nanoseconds.</param>
/// <param name="BatchStart">Unix time, in the version's unit, at which the run started.</param>
/// <param name="SchemaHash">The hash in the name of the run's schema file; 0 in version 1.</param>
public readonly record struct TraceFileHeader(int Version, ulong BatchStart, ulong SchemaHash)
{
    /// <summary>The size of the header in bytes: that of a record.</summary>
    public const int ByteSize = 24;

    /// <summary>The newest version that there is.</summary>
    public const int LastVersion = 2;

    /// <summary>The first four bytes of every trace file.</summary>
    public static ReadOnlySpan<byte> Magic => "TRAC"u8;

    /// <summary>Writes the header to the first 24 bytes of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter, or the version is unknown.</exception>
    public void Write(Span<byte> destination)
    {
        if (Version is < 1 or > LastVersion)
        {
            throw new InvalidOperationException($"There is no version {Version} of the trace format; the versions are 1 and 2.");
        }

        Magic.CopyTo(destination);
        destination[4] = (byte)Version;
        destination[5..8].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], BatchStart);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], Version == 1 ? 0 : SchemaHash);
    }

    /// <summary>Reads the header from the first 24 bytes of <paramref name="source"/>.</summary>
    /// <param name="source">The beginning of the file.</param>
    /// <param name="name">What the file is called in messages.</param>
    /// <exception cref="TraceFormatException">It is not a trace file's header, or one of a version that is not known.</exception>
    public static TraceFileHeader Read(ReadOnlySpan<byte> source, string name)
    {
        if (source.Length < ByteSize)
        {
            throw new TraceFormatException($"{name} has {source.Length} bytes; a trace file has at least {ByteSize}, its header.");
        }

        if (!source.StartsWith(Magic))
        {
            throw new TraceFormatException(
                $"{name} is not a trace file: it begins with the bytes {Convert.ToHexString(source[..4])}, not with {Convert.ToHexString(Magic)} (\"TRAC\").");
        }

        int version = source[4];
        if (version is < 1 or > LastVersion)
        {
            throw new TraceFormatException(
                $"{name} is of version {version} (byte 4), which is not known here; versions 1 and 2 are. It may need a newer reader.");
        }

        return new TraceFileHeader(
            version,
            BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
            version == 1 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(source[16..]));
    }
}
