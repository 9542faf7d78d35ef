namespace Ojo.Interop.Csv.Import;

/// <summary>What a column is to a protocol engineer. The names in lower case are those of <c>--map</c>.</summary>
internal enum CsvMeaning
{
    None,
    Time,
    Flow,
    Event,
    Cwnd,
    Ssthresh,
    BytesInFlight,
    Rtt,
    SmoothedRtt,
    MinRtt,
    RttVariance,
    PacingRate,
    PacketNumber,
    Size,
    StreamId,
    Offset,
    Length,
}
