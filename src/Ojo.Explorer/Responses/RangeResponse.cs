using System.Text.Json.Serialization;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>What a flow did in a stretch of time. By role, null where nothing of the kind was recorded in it.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Run">The run that times count from.</param>
/// <param name="FromNs">Where the stretch begins, in nanoseconds since the run's start.</param>
/// <param name="ToNs">Where it ends (not included).</param>
/// <param name="DurationNs">How long it is; where the time was up, only as far as it came. Rates are of this time.</param>
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
/// <param name="SendRate">Bytes sent per second.</param>
/// <param name="ReceiveRate">Bytes received per second.</param>
/// <param name="PacketRate">Packets sent per second.</param>
/// <param name="LossRatio">Packets declared lost per packet sent.</param>
/// <param name="Rtt">The round-trip times that were recorded.</param>
/// <param name="Partial">How far it came where its time was up, or what it lacks; null where every event has been looked at.</param>
internal sealed record RangeResponse(
    string Flow, RunStartResponse Run, long FromNs, long ToNs, long DurationNs, long Events, long? FirstNs, long? LastNs, IReadOnlyList<TypeCountResponse> Types,
    long? PacketsSent, long? PacketsReceived, long? PacketsAcked, long? PacketsLost, long? PacketsRetransmitted,
    ExactNumber? BytesSent, ExactNumber? BytesReceived, double? SendRate, double? ReceiveRate, double? PacketRate, double? LossRatio,
    RttResponse? Rtt, PartialResponse? Partial) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Partial is not null;

    public static RangeResponse Of(FlowKey flow, RunStartResponse run, RangeStatistics range) => new(
        flow.ToString(), run, range.FromNs, range.ToNs, range.DurationNs, range.Events, range.FirstNs, range.LastNs, TypeCountResponse.Of(range.Types),
        range.PacketsSent, range.PacketsReceived, range.PacketsAcked, range.PacketsLost, range.PacketsRetransmitted,
        Number(range.BytesSent), Number(range.BytesReceived), range.SendRate, range.ReceiveRate, range.PacketRate, range.LossRatio,
        RttResponse.Of(range.Rtt), PartialResponse.Of(range.Partial));

    private static ExactNumber? Number(Quantity? quantity) => quantity is { } value ? new ExactNumber(value) : null;
}
