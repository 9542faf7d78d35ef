using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Which rows have a value: the definition levels of an optional column, a bit for each row.</summary>
internal sealed class Presence
{
    private readonly List<byte> _bits = [];

    /// <summary>Notes that a row has one. Rows come in order.</summary>
    public void Mark(int row)
    {
        int at = row >> 3;
        if (at >= _bits.Count)
        {
            CollectionsMarshal.SetCount(_bits, at + 1);
        }

        CollectionsMarshal.AsSpan(_bits)[at] |= (byte)(1 << (row & 7));
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        // What a list lets go of, it hands out again as it is.
        CollectionsMarshal.AsSpan(_bits).Clear();
        _bits.Clear();
    }

    /// <summary>Writes the levels of so many rows, their length before them.</summary>
    public void Write(ArrayBufferWriter<byte> output, int rows)
    {
        // Eight rows are a byte here and in the file: packed bits are copied, bytes of all alike are runs.
        CollectionsMarshal.SetCount(_bits, (rows + 7) / 8);
        Span<byte> bits = CollectionsMarshal.AsSpan(_bits);
        int start = output.WrittenCount;
        output.Write(stackalloc byte[sizeof(int)]);
        for (int at = 0; at < bits.Length;)
        {
            int count = CountAlike(bits[at..]);
            if (count > 0)
            {
                Varint.Write(output, (ulong)Math.Min(count * 8, rows - (at * 8)) << 1);
                output.Write([(byte)(bits[at] & 1)]);
            }
            else
            {
                int mixed = bits[at..].IndexOfAny<byte>(0, byte.MaxValue);
                count = mixed < 0 ? bits.Length - at : mixed;
                Varint.Write(output, ((ulong)count << 1) | 1);
                output.Write(bits.Slice(at, count));
            }

            at += count;
        }

        BinaryPrimitives.WriteInt32LittleEndian(MemoryMarshal.AsMemory(output.WrittenMemory).Span[start..], output.WrittenCount - start - sizeof(int));
    }

    private static int CountAlike(ReadOnlySpan<byte> bits)
    {
        if (bits[0] is not (0 or byte.MaxValue))
        {
            return 0;
        }

        int end = bits.IndexOfAnyExcept(bits[0]);
        return end < 0 ? bits.Length : end;
    }
}
