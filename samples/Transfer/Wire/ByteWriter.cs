using System.Buffers.Binary;

namespace Transfer.Wire;

/// <summary>Puts bytes one after the other into a datagram. The caller sees to it that they fit: <see cref="Room"/>.</summary>
internal ref struct ByteWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    public int Written { get; private set; }

    public readonly int Room => _buffer.Length - Written;

    public void WriteByte(byte value) => _buffer[Written++] = value;

    /// <summary>Writes eight bytes, the most significant first.</summary>
    public void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_buffer[Written..], value);
        Written += sizeof(ulong);
    }

    public void WriteVarInt(ulong value) => Written += VarInt.Write(_buffer[Written..], value);

    public void WriteBytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Leaves room for bytes that the caller fills in.</summary>
    public Span<byte> Reserve(int count)
    {
        Span<byte> reserved = _buffer.Slice(Written, count);
        Written += count;
        return reserved;
    }
}
