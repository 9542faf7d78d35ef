using System.Buffers.Binary;

namespace Transfer.Wire;

/// <summary>Takes bytes from the front of a datagram. Nothing here throws, whatever the datagram holds: it answers false.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly int Remaining => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool TryReadByte(out byte value)
    {
        if (_rest.IsEmpty)
        {
            value = 0;
            return false;
        }

        value = _rest[0];
        _rest = _rest[1..];
        return true;
    }

    /// <summary>Reads eight bytes, the most significant first.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        if (!BinaryPrimitives.TryReadUInt64BigEndian(_rest, out value))
        {
            return false;
        }

        _rest = _rest[sizeof(ulong)..];
        return true;
    }

    public bool TryReadVarInt(out ulong value)
    {
        if (!VarInt.TryRead(_rest, out value, out int length))
        {
            return false;
        }

        _rest = _rest[length..];
        return true;
    }

    public bool TryReadBytes(ulong count, out ReadOnlySpan<byte> value)
    {
        if (count > (ulong)_rest.Length)
        {
            value = default;
            return false;
        }

        value = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return true;
    }
}
