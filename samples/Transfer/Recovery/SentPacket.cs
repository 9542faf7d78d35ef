namespace Transfer.Recovery;

/// <summary>A packet that was sent and is neither acknowledged nor lost yet (RFC 9002, appendix A.1.1).</summary>
/// <param name="Number">Its number.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="AckEliciting">Whether the peer has to acknowledge it. Such packets, and only they, count as in flight.</param>
/// <param name="Frames">What to send again if it is lost.</param>
internal sealed record SentPacket(ulong Number, TimeSpan SentAt, int Size, bool AckEliciting, SentFrame[] Frames);
