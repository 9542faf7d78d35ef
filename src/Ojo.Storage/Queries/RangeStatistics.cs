namespace Ojo.Storage.Queries;

/// <summary>What a flow did in a stretch of time, by role. Null where nothing of the kind was recorded in it.</summary>
/// <param name="FromNs">Where the stretch begins, in nanoseconds since the run's start.</param>
/// <param name="ToNs">Where it ends (not included).</param>
/// <param name="Events">How many events there are in it.</param>
/// <param name="FirstNs">The time of the first event in it; null where there is none.</param>
/// <param name="LastNs">The time of the last.</param>
/// <param name="Types">How many events of each type, most frequent first.</param>
/// <param name="PacketsSent">Packets sent.</param>
/// <param name="PacketsReceived">Packets received.</param>
/// <param name="PacketsAcked">Packets acknowledged.</param>
/// <param name="PacketsLost">Packets declared lost.</param>
/// <param name="PacketsRetransmitted">Packets sent again.</param>
/// <param name="BytesSent">Bytes of the packets sent, where their events carry a size.</param>
/// <param name="BytesReceived">Bytes of the packets received, where their events carry a size.</param>
/// <param name="Rtt">The round-trip times that were recorded.</param>
/// <param name="Partial">How far it came where its time was up; null where every event has been looked at.</param>
public sealed record RangeStatistics(
    long FromNs, long ToNs, long Events, long? FirstNs, long? LastNs, IReadOnlyList<TypeCount> Types,
    long? PacketsSent, long? PacketsReceived, long? PacketsAcked, long? PacketsLost, long? PacketsRetransmitted,
    Quantity? BytesSent, Quantity? BytesReceived, RttStatistics? Rtt, PartialAnswer? Partial)
{
    private const double NsPerSecond = 1e9;

    /// <summary>How long the stretch is, in nanoseconds; where the time was up, only as far as it came.</summary>
    public long DurationNs => Partial is null ? ToNs - FromNs : Math.Clamp(Partial.ReachedNs, FromNs, ToNs) - FromNs;

    /// <summary>Bytes sent per second of the stretch.</summary>
    public double? SendRate => PerSecond(BytesSent?.Value);

    /// <summary>Bytes received per second of the stretch.</summary>
    public double? ReceiveRate => PerSecond(BytesReceived?.Value);

    /// <summary>Packets sent per second of the stretch.</summary>
    public double? PacketRate => PerSecond(PacketsSent);

    /// <summary>Packets declared lost in the stretch per packet sent in it.</summary>
    public double? LossRatio => PacketsSent > 0 ? (double)(PacketsLost ?? 0) / PacketsSent : null;

    private double? PerSecond(double? amount) => DurationNs > 0 ? amount / DurationNs * NsPerSecond : null;
}
