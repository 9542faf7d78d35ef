using Transfer.Wire;

namespace Transfer.Congestion;

/// <summary>The sizes that every congestion window begins with and never falls below (RFC 9002, section 7.2).</summary>
internal static class CongestionWindow
{
    /// <summary>The window of a new connection: ten packets.</summary>
    public const ulong Initial = 10 * Packet.MaxSize;

    /// <summary>The smallest window: two packets.</summary>
    public const ulong Minimum = 2 * Packet.MaxSize;
}
