namespace Transfer.Wire;

/// <summary>Bytes of a stream (RFC 9000, section 19.8).</summary>
/// <remarks><code>
/// type  stream_id:varint  offset:varint  length:varint  bytes
/// </code></remarks>
internal readonly ref struct StreamFrame
{
    public required ulong StreamId { get; init; }

    /// <summary>Where in the stream the bytes belong.</summary>
    public required ulong Offset { get; init; }

    /// <summary>Whether the stream ends after them.</summary>
    public required bool Fin { get; init; }

    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>How many bytes the frame takes besides those of the stream.</summary>
    /// <remarks>Two bytes of length are enough for all that fits into a packet.</remarks>
    public static int Overhead(ulong streamId, ulong offset) => 1 + VarInt.Length(streamId) + VarInt.Length(offset) + 2;

    /// <summary>Writes a frame and returns the room for its bytes, which the caller fills in.</summary>
    public static Span<byte> Write(ref ByteWriter writer, ulong streamId, ulong offset, int length, bool fin)
    {
        writer.WriteByte((byte)(fin ? FrameType.StreamFin : FrameType.Stream));
        writer.WriteVarInt(streamId);
        writer.WriteVarInt(offset);
        writer.WriteVarInt((ulong)length);
        return writer.Reserve(length);
    }

    /// <summary>Reads what follows the type.</summary>
    public static bool TryRead(ref ByteReader reader, bool fin, out StreamFrame frame)
    {
        frame = default;
        if (!reader.TryReadVarInt(out ulong streamId) ||
            !reader.TryReadVarInt(out ulong offset) ||
            !reader.TryReadVarInt(out ulong length) ||
            !reader.TryReadBytes(length, out ReadOnlySpan<byte> bytes) ||
            offset + length > VarInt.MaxValue)
        {
            return false;
        }

        frame = new() { StreamId = streamId, Offset = offset, Fin = fin, Bytes = bytes };
        return true;
    }
}
