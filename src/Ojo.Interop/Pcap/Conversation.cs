namespace Ojo.Interop.Pcap;

/// <summary>A TCP connection or a UDP conversation that is followed, in the order in which they were last seen.</summary>
/// <param name="key">Whose it is.</param>
/// <param name="flowId">Its flow.</param>
/// <param name="isLowFirst">Whether the lower end of the key is the client.</param>
internal sealed class Conversation(ConversationKey key, uint flowId, bool isLowFirst)
{
    public ConversationKey Key { get; } = key;

    public uint FlowId { get; } = flowId;

    public bool IsLowFirst { get; } = isLowFirst;

    /// <summary>The connection; null for UDP.</summary>
    public TcpConnection? Tcp { get; init; }

    public Conversation? Earlier { get; set; }

    public Conversation? Later { get; set; }
}
