namespace Ojo.Interop.Qlog;

/// <summary>What an endpoint measures and logs again and again.</summary>
internal enum QlogMetric
{
    Cwnd,
    Ssthresh,
    BytesInFlight,
    PacketsInFlight,
    RttSmoothed,
    RttMin,
    RttVariance,
    RttLatest,
    PtoCount,
    PacingRate,

    /// <summary>How many there are.</summary>
    Count,
}
