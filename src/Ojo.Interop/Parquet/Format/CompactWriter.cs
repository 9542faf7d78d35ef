using System.Buffers;
using System.Text;

namespace Ojo.Interop.Parquet.Format;

/// <summary>Writes structures as Thrift's compact protocol has them.</summary>
/// <param name="output">Where to.</param>
internal sealed class CompactWriter(IBufferWriter<byte> output)
{
    private const int MostDepth = 8;

    private readonly short[] _outer = new short[MostDepth];
    private int _depth;
    private short _last;

    /// <summary>What the protocol calls its types.</summary>
    public enum Kind : byte
    {
        True = 1,
        False = 2,
        I8 = 3,
        I32 = 5,
        I64 = 6,
        Binary = 8,
        List = 9,
        Struct = 12,
    }

    /// <summary>Begins a structure that is an element of a list, or stands for itself.</summary>
    public void Begin()
    {
        _outer[_depth++] = _last;
        _last = 0;
    }

    /// <summary>Begins a structure that is a field.</summary>
    public void Begin(short field)
    {
        Head(field, Kind.Struct);
        Begin();
    }

    /// <summary>Ends the structure that was begun last.</summary>
    public void End()
    {
        Byte(0);
        _last = _outer[--_depth];
    }

    /// <summary>Writes a structure without fields.</summary>
    public void Empty(short field)
    {
        Begin(field);
        End();
    }

    /// <summary>Writes a number of 32 bits.</summary>
    public void Int32(short field, int number)
    {
        Head(field, Kind.I32);
        Number(number);
    }

    /// <summary>Writes a number of 64 bits.</summary>
    public void Int64(short field, long number)
    {
        Head(field, Kind.I64);
        Number(number);
    }

    /// <summary>Writes a number of 8 bits.</summary>
    public void Int8(short field, byte number)
    {
        Head(field, Kind.I8);
        Byte(number);
    }

    /// <summary>Writes true or false.</summary>
    public void Truth(short field, bool truth) => Head(field, truth ? Kind.True : Kind.False);

    /// <summary>Writes bytes.</summary>
    public void Bytes(short field, ReadOnlySpan<byte> bytes)
    {
        Head(field, Kind.Binary);
        Element(bytes);
    }

    /// <summary>Writes a text.</summary>
    public void Text(short field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Begins a list; its elements follow.</summary>
    public void List(short field, Kind elements, int count)
    {
        Head(field, Kind.List);
        if (count < 15)
        {
            Byte((byte)((count << 4) | (int)elements));
            return;
        }

        Byte((byte)(0xF0 | (int)elements));
        Varint.Write(output, (ulong)count);
    }

    /// <summary>Writes a number that is an element of a list.</summary>
    public void Number(long number) => Varint.Write(output, Varint.ZigZag(number));

    /// <summary>Writes bytes that are an element of a list.</summary>
    public void Element(ReadOnlySpan<byte> bytes)
    {
        Varint.Write(output, (ulong)bytes.Length);
        output.Write(bytes);
    }

    private void Head(short field, Kind kind)
    {
        // The format's structures number their fields densely: a step never takes more than its four bits.
        Byte((byte)(((field - _last) << 4) | (int)kind));
        _last = field;
    }

    private void Byte(byte one)
    {
        output.GetSpan(1)[0] = one;
        output.Advance(1);
    }
}
