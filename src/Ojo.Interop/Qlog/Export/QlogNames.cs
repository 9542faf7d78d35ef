namespace Ojo.Interop.Qlog.Export;

/// <summary>What events are called in a qlog file.</summary>
public enum QlogNames
{
    /// <summary>As today's viewers look for them: <c>transport:packet_sent</c>, <c>recovery:metrics_updated</c>.</summary>
    Viewers,

    /// <summary>As the IETF's drafts have them: <c>quic:packet_sent</c>, <c>quic:recovery_metrics_updated</c>.</summary>
    Ietf,
}
