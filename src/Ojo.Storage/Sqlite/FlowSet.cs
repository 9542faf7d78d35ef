namespace Ojo.Storage.Sqlite;

/// <summary>Writes the rows of some flows as few bytes: the differences between them, in groups of seven bits.</summary>
internal static class FlowSet
{
    private const int GroupBits = 7;
    private const int More = 1 << GroupBits;

    /// <summary>The most bytes that a number takes.</summary>
    public const int MostBytes = 10;

    /// <summary>Writes rows that are in order.</summary>
    /// <returns>How many bytes they took; <paramref name="bytes"/> must have <see cref="MostBytes"/> for each.</returns>
    public static int Write(ReadOnlySpan<long> flows, Span<byte> bytes)
    {
        int written = 0;
        long before = 0;
        foreach (long flow in flows)
        {
            ulong difference = (ulong)(flow - before);
            before = flow;
            for (; difference >= More; difference >>= GroupBits)
            {
                bytes[written++] = (byte)(difference | More);
            }

            bytes[written++] = (byte)difference;
        }

        return written;
    }

    /// <summary>How many rows were written.</summary>
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte group in bytes)
        {
            count += (group & More) == 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>The place of a row among those that were written; -1 where it is not among them.</summary>
    public static int IndexOf(ReadOnlySpan<byte> bytes, long wanted)
    {
        (ulong flow, ulong difference, int shift, int index) = (0, 0, 0, 0);
        foreach (byte group in bytes)
        {
            difference |= (ulong)(group & (More - 1)) << (shift & 63);
            if ((group & More) != 0)
            {
                shift += GroupBits;
                continue;
            }

            flow += difference;
            if ((long)flow == wanted)
            {
                return index;
            }

            (difference, shift) = (0, 0);
            index++;
        }

        return -1;
    }

    /// <summary>Adds the rows that were written to a set. Of bytes that are damaged it takes what they seem to say.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, HashSet<long> flows)
    {
        ulong flow = 0;
        ulong difference = 0;
        int shift = 0;
        foreach (byte group in bytes)
        {
            difference |= (ulong)(group & (More - 1)) << (shift & 63);
            if ((group & More) != 0)
            {
                shift += GroupBits;
                continue;
            }

            flow += difference;
            flows.Add((long)flow);
            (difference, shift) = (0, 0);
        }
    }
}
