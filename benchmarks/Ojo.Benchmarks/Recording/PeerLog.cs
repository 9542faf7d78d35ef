using Microsoft.Extensions.Logging;

namespace Ojo.Benchmarks.Recording;

/// <summary>A generated log message with the same two values.</summary>
internal static partial class PeerLog
{
    [LoggerMessage(1, LogLevel.Information, "Packet {PacketNumber} of flow {FlowId} left")]
    public static partial void PacketSent(ILogger logger, uint flowId, ulong packetNumber);
}
