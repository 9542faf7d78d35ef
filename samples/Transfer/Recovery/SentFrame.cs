using Transfer.Wire;

namespace Transfer.Recovery;

/// <summary>Something that a packet carried and that must reach the peer: what to send again if the packet is lost.</summary>
/// <remarks>
/// Packets are never sent again, only what was in them, in a packet with a new number. For a limit that is its newest
/// value, not the lost one (RFC 9000, section 13.3).
/// </remarks>
/// <param name="Type">The frame.</param>
/// <param name="StreamId">The stream that it is about, where it is about one.</param>
/// <param name="Offset">Where in the stream its bytes begin.</param>
/// <param name="Length">How many bytes of the stream it carried.</param>
internal readonly record struct SentFrame(FrameType Type, ulong StreamId = 0, ulong Offset = 0, int Length = 0)
{
    public bool IsStream => Type is FrameType.Stream or FrameType.StreamFin;

    public bool Fin => Type == FrameType.StreamFin;
}
