using System.Buffers;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Numbers in as many bits as the largest needs, from the lowest bit on.</summary>
internal static class BitPacking
{
    /// <summary>Writes numbers, and zeros up to some count of them, a multiple of eight.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="numbers">The numbers; none takes more bits than there are.</param>
    /// <param name="count">How many are written.</param>
    /// <param name="width">Bits of each, 0 to 64.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<ulong> numbers, int count, int width)
    {
        int length = count / 8 * width;
        Span<byte> room = output.GetSpan(length + sizeof(ulong))[..length];
        ulong pending = 0;
        (int bits, int at) = (0, 0);
        foreach (ulong number in numbers)
        {
            pending |= number << bits;
            bits += width;
            if (bits < 64)
            {
                continue;
            }

            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(room[at..], pending);
            at += sizeof(ulong);
            bits -= 64;

            // Shifted by all of its bits, a number would stay as it is.
            pending = bits == 0 ? 0 : number >> (width - bits);
        }

        for (; at < length; at++, pending >>= 8)
        {
            room[at] = (byte)pending;
        }

        output.Advance(length);
    }
}
