namespace Transfer.Recovery;

/// <summary>Gets the verdict on each packet.</summary>
internal interface IRecoveryHandler
{
    void OnPacketAcked(SentPacket packet);

    void OnPacketLost(SentPacket packet);
}
