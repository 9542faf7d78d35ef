namespace Transfer.Wire;

/// <summary>The start of a packet.</summary>
/// <remarks><code>
/// version:4 type:4  destination:64  [source:64, hello only]  packet_number:varint  frames…  checksum:32
/// </code></remarks>
/// <param name="Type">What sort of packet it is.</param>
/// <param name="Destination">What the receiver calls the connection; in a client's hello, a name that the client made up.</param>
/// <param name="Source">What the sender calls the connection; in a hello only.</param>
/// <param name="Number">The packet's number: each side counts its own from 0 and never uses one twice (RFC 9000, section 12.3).</param>
internal readonly record struct PacketHeader(PacketType Type, ConnectionId Destination, ConnectionId Source, ulong Number)
{
    /// <summary>The version of the protocol, in the upper half of each packet's first byte.</summary>
    public const byte Version = 1;

    public void Write(ref ByteWriter writer)
    {
        writer.WriteByte((byte)((Version << 4) | (byte)Type));
        writer.WriteUInt64(Destination.Value);
        if (Type == PacketType.Hello)
        {
            writer.WriteUInt64(Source.Value);
        }

        writer.WriteVarInt(Number);
    }

    /// <summary>Reads a header; false where it is none of this version.</summary>
    public static bool TryRead(ref ByteReader reader, out PacketHeader header)
    {
        header = default;
        if (!reader.TryReadByte(out byte first) || first >> 4 != Version)
        {
            return false;
        }

        PacketType type = (PacketType)(first & 0xF);
        ulong source = 0;
        if (type is not (PacketType.Hello or PacketType.Main) ||
            !reader.TryReadUInt64(out ulong destination) ||
            (type == PacketType.Hello && !reader.TryReadUInt64(out source)) ||
            !reader.TryReadVarInt(out ulong number))
        {
            return false;
        }

        header = new(type, new(destination), new(source), number);
        return true;
    }
}
