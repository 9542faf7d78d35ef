using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Values of one size, a word kept for each.</summary>
internal abstract class NumberChunk(ColumnSchema schema, RowsSoFar rows) : ColumnChunk(schema, rows)
{
    private readonly List<ulong> _values = [];

    /// <summary>The values, one for each row that has one.</summary>
    protected ReadOnlySpan<ulong> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>Keeps a value.</summary>
    protected void Add(ulong bits)
    {
        Mark(sizeof(ulong));
        _values.Add(bits);
    }

    /// <inheritdoc/>
    protected override void ClearValues() => _values.Clear();

    /// <summary>Writes one value after the other.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="values">The values.</param>
    /// <param name="size">How many bytes each takes.</param>
    protected static void WritePlain(IBufferWriter<byte> output, ReadOnlySpan<ulong> values, int size)
    {
        if (size == sizeof(ulong) && BitConverter.IsLittleEndian)
        {
            output.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        foreach (ulong value in values)
        {
            output.Write(Plain(value, size));
        }
    }

    /// <summary>One value's bytes.</summary>
    protected static byte[] Plain(ulong value, int size)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes[..size];
    }
}
