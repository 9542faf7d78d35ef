using System.Buffers.Binary;

namespace Transfer.Wire;

/// <summary>Variable-length integers: the two highest bits of the first byte say how many bytes there are (RFC 9000, section 16).</summary>
internal static class VarInt
{
    /// <summary>The largest number that fits: 2⁶² − 1.</summary>
    public const ulong MaxValue = (1UL << 62) - 1;

    /// <summary>How many bytes a number takes: 1, 2, 4 or 8.</summary>
    public static int Length(ulong value) => value switch
    {
        < 1UL << 6 => 1,
        < 1UL << 14 => 2,
        < 1UL << 30 => 4,
        <= MaxValue => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "A variable-length integer has at most 62 bits."),
    };

    /// <summary>Writes a number.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int Write(Span<byte> destination, ulong value)
    {
        int length = Length(value);
        switch (length)
        {
            case 1: destination[0] = (byte)value; break;
            case 2: BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(value | 0x4000)); break;
            case 4: BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)value | 0x8000_0000); break;
            default: BinaryPrimitives.WriteUInt64BigEndian(destination, value | 0xC000_0000_0000_0000); break;
        }

        return length;
    }

    /// <summary>Reads a number; false where the bytes end before it does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        length = source.IsEmpty ? 0 : 1 << (source[0] >> 6);
        if (source.IsEmpty || source.Length < length)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            value = (value << 8) | source[i];
        }

        // The two bits that said how long it is are not part of the number.
        value &= ulong.MaxValue >> (64 - (8 * length) + 2);
        return true;
    }
}
