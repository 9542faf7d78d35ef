using System.Buffers;
using System.Numerics;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Numbers as the differences from one to the next: DELTA_BINARY_PACKED.</summary>
internal static class DeltaPacking
{
    private const int Block = 128;
    private const int Parts = 4;
    private const int Part = Block / Parts;

    /// <summary>Writes numbers; differences wrap around as theirs do who read them.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<ulong> numbers)
    {
        Varint.Write(output, Block);
        Varint.Write(output, Parts);
        Varint.Write(output, (ulong)numbers.Length);
        Varint.Write(output, numbers.IsEmpty ? 0 : Varint.ZigZag((long)numbers[0]));
        Span<ulong> steps = stackalloc ulong[Block];
        for (int from = 1; from < numbers.Length; from += Block)
        {
            int count = Math.Min(Block, numbers.Length - from);
            for (int n = 0; n < count; n++)
            {
                steps[n] = numbers[from + n] - numbers[from + n - 1];
            }

            WriteBlock(output, steps[..count]);
        }
    }

    private static void WriteBlock(IBufferWriter<byte> output, Span<ulong> steps)
    {
        long least = long.MaxValue;
        foreach (ulong step in steps)
        {
            least = Math.Min(least, (long)step);
        }

        Varint.Write(output, Varint.ZigZag(least));
        Span<byte> widths = stackalloc byte[Parts];
        for (int n = 0; n < steps.Length; n++)
        {
            steps[n] -= (ulong)least;
            int needed = 64 - BitOperations.LeadingZeroCount(steps[n]);
            widths[n / Part] = (byte)Math.Max(widths[n / Part], needed);
        }

        output.Write(widths);
        for (int part = 0; part * Part < steps.Length; part++)
        {
            BitPacking.Write(output, steps[(part * Part)..Math.Min((part + 1) * Part, steps.Length)], Part, widths[part]);
        }
    }
}
