namespace Transfer.Wire;

/// <summary>What a side allows its peer from the start, said in its first packet (RFC 9000, section 7.4).</summary>
/// <param name="IdleTimeout">After how long without a packet it gives the connection up.</param>
/// <param name="MaxAckDelay">How long it holds an acknowledgement back at most.</param>
/// <param name="MaxData">How many bytes it takes on the connection before it says more.</param>
/// <param name="MaxStreamData">How many bytes it takes on each stream before it says more.</param>
/// <param name="MaxStreams">How many streams the peer may open before it says more.</param>
internal readonly record struct HelloFrame(
    TimeSpan IdleTimeout, TimeSpan MaxAckDelay, ulong MaxData, ulong MaxStreamData, ulong MaxStreams)
{
    /// <summary>How many bytes the longest one takes.</summary>
    public const int MaxSize = 1 + (5 * sizeof(ulong));

    public void Write(ref ByteWriter writer)
    {
        writer.WriteByte((byte)FrameType.Hello);
        writer.WriteVarInt((ulong)IdleTimeout.TotalMilliseconds);
        writer.WriteVarInt((ulong)MaxAckDelay.TotalMilliseconds);
        writer.WriteVarInt(MaxData);
        writer.WriteVarInt(MaxStreamData);
        writer.WriteVarInt(MaxStreams);
    }

    /// <summary>Reads what follows the type; false also where a value makes no sense.</summary>
    public static bool TryRead(ref ByteReader reader, out HelloFrame frame)
    {
        frame = default;
        if (!reader.TryReadVarInt(out ulong idleMs) || idleMs is 0 or > 3_600_000 ||
            !reader.TryReadVarInt(out ulong ackDelayMs) || ackDelayMs > 1_000 ||
            !reader.TryReadVarInt(out ulong maxData) ||
            !reader.TryReadVarInt(out ulong maxStreamData) ||
            !reader.TryReadVarInt(out ulong maxStreams))
        {
            return false;
        }

        frame = new(TimeSpan.FromMilliseconds(idleMs), TimeSpan.FromMilliseconds(ackDelayMs), maxData, maxStreamData, maxStreams);
        return true;
    }
}
