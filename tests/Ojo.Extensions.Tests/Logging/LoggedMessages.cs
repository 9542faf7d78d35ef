using Microsoft.Extensions.Logging;

namespace Ojo.Extensions.Tests.Logging;

/// <summary>Messages as programs declare them.</summary>
internal static partial class LoggedMessages
{
    [LoggerMessage(17, LogLevel.Information, "Packet {PacketNumber} of {Peer} left")]
    public static partial void PacketLeft(this ILogger logger, ulong packetNumber, string peer);

    [LoggerMessage(18, LogLevel.Error, "Reading from {Peer} failed", EventName = "ReadFailed")]
    public static partial void ReadFailed(this ILogger logger, Exception exception, string peer);

    [LoggerMessage(19, LogLevel.Debug, "Seven: {A}, {B}, {C}, {D}, {E}, {F}, {G}")]
    public static partial void Seven(this ILogger logger, int a, long b, double c, bool d, DateTime e, char f, object? g);
}
