using System.Buffers;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Whole numbers in as many bytes as they need, seven bits in each (ULEB128).</summary>
internal static class Varint
{
    private const int Longest = 10;

    /// <summary>Writes a number.</summary>
    public static void Write(IBufferWriter<byte> output, ulong number)
    {
        Span<byte> room = output.GetSpan(Longest);
        int length = 0;
        for (; number >= 0x80; number >>= 7)
        {
            room[length++] = (byte)(number | 0x80);
        }

        room[length++] = (byte)number;
        output.Advance(length);
    }

    /// <summary>The number in which small ones of either sign are small.</summary>
    public static ulong ZigZag(long number) => (ulong)((number << 1) ^ (number >> 63));
}
