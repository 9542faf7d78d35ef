using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ojo.Format;

/// <summary>The CRC-32C (Castagnoli) of a sequence of bytes, taken piece by piece.</summary>
/// <remarks>
/// Reflected polynomial 0x82F63B78, initial value and final inversion of all ones (RFC 3720, section 12.1). Three
/// stripes of a block are computed side by side where the processor has an instruction for it, because that instruction
/// takes three cycles and one can be begun in each.
/// </remarks>
internal struct Crc32C
{
    private const int StripeBytes = 2048;
    private static readonly uint[][] s_shiftByOneStripe = MakeShiftTables(StripeBytes);
    private static readonly uint[][] s_shiftByTwoStripes = MakeShiftTables(2 * StripeBytes);

    private uint _inverted;

    /// <summary>The CRC-32C of everything appended so far.</summary>
    public readonly uint Value => _inverted;

    /// <summary>The CRC-32C of <paramref name="bytes"/>.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        Crc32C crc = default;
        crc.Append(bytes);
        return crc.Value;
    }

    /// <summary>Adds the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~_inverted;
        while (bytes.Length >= 3 * StripeBytes)
        {
            crc = ThreeStripes(crc, bytes);
            bytes = bytes[(3 * StripeBytes)..];
        }

        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (byte b in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        _inverted = ~crc;
    }

    private static uint ThreeStripes(uint crc, ReadOnlySpan<byte> bytes)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        uint second = 0, third = 0;
        for (int i = 0; i < StripeBytes; i += sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, ReadWord(ref start, i));
            second = BitOperations.Crc32C(second, ReadWord(ref start, i + StripeBytes));
            third = BitOperations.Crc32C(third, ReadWord(ref start, i + (2 * StripeBytes)));
        }

        return Shift(s_shiftByTwoStripes, crc) ^ Shift(s_shiftByOneStripe, second) ^ third;
    }

    private static ulong ReadWord(ref byte start, int offset) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref start, offset));

    /// <summary>What the register becomes when as many zero bytes follow as <paramref name="tables"/> were made for.</summary>
    private static uint Shift(uint[][] tables, uint crc) =>
        tables[0][crc & 0xFF] ^ tables[1][(crc >> 8) & 0xFF] ^ tables[2][(crc >> 16) & 0xFF] ^ tables[3][crc >> 24];

    /// <remarks>The register is linear over GF(2), so the effect of n zero bytes on it is the XOR of their effects on its bits.</remarks>
    private static uint[][] MakeShiftTables(int zeroBytes)
    {
        Span<uint> ofBit = stackalloc uint[32];
        for (int bit = 0; bit < 32; bit++)
        {
            uint crc = 1u << bit;
            for (int i = 0; i < zeroBytes; i += sizeof(ulong))
            {
                crc = BitOperations.Crc32C(crc, 0ul);
            }

            ofBit[bit] = crc;
        }

        uint[][] tables = [new uint[256], new uint[256], new uint[256], new uint[256]];
        for (int i = 0; i < 4 * 256; i++)
        {
            uint effect = 0;
            for (int bit = 0; bit < 8; bit++)
            {
                effect ^= (i >> bit & 1) == 0 ? 0 : ofBit[(8 * (i >> 8)) + bit];
            }

            tables[i >> 8][i & 0xFF] = effect;
        }

        return tables;
    }
}
