using System.Buffers;
using System.Numerics;

namespace Ojo.Interop.Parquet.Format;

/// <summary>The format's mixture of runs of one number, and of numbers in few bits, eight at a time.</summary>
internal static class RunLengths
{
    private const int Group = 8;

    /// <summary>How many bits the numbers up to one take; at least one, which every reader understands.</summary>
    public static int WidthOf(ulong largest) => Math.Max(1, 64 - BitOperations.LeadingZeroCount(largest));

    /// <summary>Writes numbers.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="width">How many bits each takes, 1 to 32.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<int> numbers, int width)
    {
        int from = 0;
        for (int at = 0; at < numbers.Length;)
        {
            int run = RunAt(numbers[at..]);

            // What stands before a run must be whole groups: the run lends what they lack.
            int lent = (Group - ((at - from) % Group)) % Group;
            if (run - lent < Group)
            {
                at += run;
                continue;
            }

            WritePacked(output, numbers[from..(at + lent)], width);
            Varint.Write(output, (ulong)(run - lent) << 1);
            for (int bit = 0; bit < width; bit += 8)
            {
                output.Write([(byte)(numbers[at] >> bit)]);
            }

            at += run;
            from = at;
        }

        WritePacked(output, numbers[from..], width);
    }

    private static int RunAt(ReadOnlySpan<int> numbers)
    {
        int end = numbers.IndexOfAnyExcept(numbers[0]);
        return end < 0 ? numbers.Length : end;
    }

    private static void WritePacked(IBufferWriter<byte> output, ReadOnlySpan<int> numbers, int width)
    {
        const int Piece = 4096;
        Span<ulong> wide = stackalloc ulong[Math.Min(Piece, numbers.Length)];
        if (!numbers.IsEmpty)
        {
            Varint.Write(output, ((ulong)((numbers.Length + Group - 1) / Group) << 1) | 1);
        }

        for (; !numbers.IsEmpty; numbers = numbers[Math.Min(Piece, numbers.Length)..])
        {
            int count = Math.Min(Piece, numbers.Length);
            for (int n = 0; n < count; n++)
            {
                wide[n] = (uint)numbers[n];
            }

            BitPacking.Write(output, wide[..count], (count + Group - 1) / Group * Group, width);
        }
    }
}
