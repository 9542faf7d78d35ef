using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ojo.Interop.Perfetto;

/// <summary>Writes the fields of one message of Protocol Buffers after the other into memory that it keeps.</summary>
/// <remarks>Messages within messages are written first to an instance of their own: their length stands before them.</remarks>
internal sealed class ProtoWriter
{
    private const int MostVarint = 10;

    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Begins anew.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>Writes a number that is not negative, or a negative one in two's complement of 64 bits.</summary>
    public void Varint(int field, ulong value)
    {
        Span<byte> span = _bytes.GetSpan(2 * MostVarint);
        int length = Put(span, (uint)field << 3);
        _bytes.Advance(length + Put(span[length..], value));
    }

    /// <summary>Writes a floating point number.</summary>
    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes a number that takes eight bytes whatever it is.</summary>
    public void Fixed64(int field, ulong value)
    {
        Span<byte> span = _bytes.GetSpan(MostVarint + sizeof(ulong));
        int length = Put(span, ((uint)field << 3) | 1);
        BinaryPrimitives.WriteUInt64LittleEndian(span[length..], value);
        _bytes.Advance(length + sizeof(ulong));
    }

    /// <summary>Writes a text that is UTF-8, or bytes, or a message.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Span<byte> span = _bytes.GetSpan((2 * MostVarint) + value.Length);
        int length = Put(span, ((uint)field << 3) | 2);
        length += Put(span[length..], (ulong)value.Length);
        value.CopyTo(span[length..]);
        _bytes.Advance(length + value.Length);
    }

    /// <summary>Writes a text.</summary>
    public void Text(int field, string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Span<byte> span = _bytes.GetSpan((2 * MostVarint) + length);
        int at = Put(span, ((uint)field << 3) | 2);
        at += Put(span[at..], (ulong)length);
        _bytes.Advance(at + Encoding.UTF8.GetBytes(text, span[at..]));
    }

    private static int Put(Span<byte> span, ulong value)
    {
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length] = (byte)value;
        return length + 1;
    }
}
