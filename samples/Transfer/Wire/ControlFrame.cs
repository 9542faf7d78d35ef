namespace Transfer.Wire;

/// <summary>A frame that is a type and at most two numbers: pings, limits, and who is blocked by one (RFC 9000, sections 19.9 to 19.13).</summary>
/// <param name="Type">Which frame it is.</param>
/// <param name="StreamId">The stream that it is about, where it is about one.</param>
/// <param name="Limit">The limit, where it has one.</param>
internal readonly record struct ControlFrame(FrameType Type, ulong StreamId = 0, ulong Limit = 0)
{
    /// <summary>How many bytes the longest one takes.</summary>
    public const int MaxSize = 17;

    public static bool IsControl(FrameType type) => type is FrameType.Ping or FrameType.MaxData or FrameType.MaxStreamData
        or FrameType.MaxStreams or FrameType.DataBlocked or FrameType.StreamDataBlocked;

    public void Write(ref ByteWriter writer)
    {
        writer.WriteByte((byte)Type);
        if (HasStream(Type))
        {
            writer.WriteVarInt(StreamId);
        }

        if (Type != FrameType.Ping)
        {
            writer.WriteVarInt(Limit);
        }
    }

    /// <summary>Reads what follows the type.</summary>
    public static bool TryRead(ref ByteReader reader, FrameType type, out ControlFrame frame)
    {
        ulong streamId = 0, limit = 0;
        bool whole = (!HasStream(type) || reader.TryReadVarInt(out streamId)) &&
            (type == FrameType.Ping || reader.TryReadVarInt(out limit));
        frame = new(type, streamId, limit);
        return whole;
    }

    private static bool HasStream(FrameType type) => type is FrameType.MaxStreamData or FrameType.StreamDataBlocked;
}
