using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>What a flow's events add up to, by role. Null where nothing of the kind was recorded.</summary>
/// <param name="PacketsSent">Packets sent.</param>
/// <param name="PacketsReceived">Packets received.</param>
/// <param name="PacketsAcked">Packets acknowledged.</param>
/// <param name="PacketsLost">Packets declared lost.</param>
/// <param name="PacketsRetransmitted">Packets sent again.</param>
/// <param name="BytesSent">Bytes of the packets sent, where their events carry a size.</param>
/// <param name="BytesReceived">Bytes of the packets received, where their events carry a size.</param>
/// <param name="Streams">Streams opened.</param>
/// <param name="MaxCwnd">The largest congestion window, in bytes.</param>
/// <param name="LastBytesInFlight">The last value of bytes in flight.</param>
/// <param name="MinRttUs">The smallest round-trip time, in microseconds.</param>
/// <param name="MedianRttUs">The median of the latest round-trip times, in microseconds.</param>
/// <param name="DurationUs">From the first event to the last, in microseconds.</param>
internal sealed record FlowSummaryResponse(
    long? PacketsSent, long? PacketsReceived, long? PacketsAcked, long? PacketsLost, long? PacketsRetransmitted,
    long? BytesSent, long? BytesReceived, long? Streams, long? MaxCwnd, long? LastBytesInFlight,
    double? MinRttUs, double? MedianRttUs, double DurationUs)
{
    public static FlowSummaryResponse Of(FlowSummary summary) => new(
        summary.PacketsSent, summary.PacketsReceived, summary.PacketsAcked, summary.PacketsLost, summary.PacketsRetransmitted,
        summary.BytesSent, summary.BytesReceived, summary.Streams, summary.MaxCwnd, summary.LastBytesInFlight,
        summary.MinRttUs, summary.MedianRttUs, summary.DurationUs);
}
