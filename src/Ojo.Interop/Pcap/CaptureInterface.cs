using System.Buffers.Binary;

namespace Ojo.Interop.Pcap;

/// <summary>Where packets of a section were captured, and how their times are to be read.</summary>
/// <param name="LinkType">What their bytes begin with.</param>
/// <param name="SnapLength">How many bytes of each were captured at most; 0: all.</param>
/// <param name="Resolution">The exponent of the time's unit, with the top bit set where it is of two and not of ten (<c>if_tsresol</c>).</param>
/// <param name="OffsetSeconds">What is added to each time (<c>if_tsoffset</c>).</param>
internal readonly record struct CaptureInterface(int LinkType, uint SnapLength, byte Resolution, long OffsetSeconds)
{
    private const byte Binary = 0x80;
    private const int NsExponent = 9;

    /// <summary>A time of this interface in nanoseconds since 1970; one that does not fit is as early or as late as can be.</summary>
    public long UnixNs(ulong ticks)
    {
        Int128 ns = Expand(ticks) + ((Int128)OffsetSeconds * 1_000_000_000);
        return ns < 0 ? 0 : ns > long.MaxValue ? long.MaxValue : (long)ns;
    }

    /// <summary>Reads the options of an interface that are about time.</summary>
    public static CaptureInterface Read(ReadOnlySpan<byte> body, bool isBigEndian)
    {
        ushort Short(ReadOnlySpan<byte> bytes) => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        CaptureInterface read = new(Short(body), isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(body[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(body[4..]), 6, 0);
        ReadOnlySpan<byte> options = body[8..];
        while (options.Length >= 4)
        {
            int code = Short(options);
            int length = Short(options[2..]);
            options = options[4..];
            if (code == 0 || length > options.Length)
            {
                break;
            }

            read = (code, length) switch
            {
                (9, 1) => read with { Resolution = options[0] },
                (14, 8) => read with { OffsetSeconds = isBigEndian ? BinaryPrimitives.ReadInt64BigEndian(options) : BinaryPrimitives.ReadInt64LittleEndian(options) },
                _ => read,
            };
            options = options[Math.Min(options.Length, (length + 3) & ~3)..];
        }

        return read;
    }

    private Int128 Expand(ulong ticks)
    {
        if ((Resolution & Binary) != 0)
        {
            return (Int128)(((UInt128)ticks * 1_000_000_000) >> (Resolution & ~Binary));
        }

        if (Resolution > NsExponent)
        {
            return Resolution - NsExponent > 19 ? 0 : (Int128)(ticks / PowerOfTen(Resolution - NsExponent));
        }

        return (Int128)((UInt128)ticks * PowerOfTen(NsExponent - Resolution));
    }

    private static ulong PowerOfTen(int exponent)
    {
        ulong power = 1;
        while (exponent-- > 0)
        {
            power *= 10;
        }

        return power;
    }
}
