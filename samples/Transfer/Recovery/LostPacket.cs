namespace Transfer.Recovery;

/// <summary>A packet that has been declared lost, and why.</summary>
internal readonly record struct LostPacket(SentPacket Packet, LossReason Reason);
