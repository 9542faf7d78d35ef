namespace Ojo.Interop.Qlog.Export;

/// <summary>What an event is to a qlog file.</summary>
internal enum QlogRecordKind
{
    /// <summary>An event of its own, written already.</summary>
    Other,

    /// <summary>A packet.</summary>
    Packet,

    /// <summary>A packet was acknowledged.</summary>
    Acked,

    /// <summary>Data of a stream.</summary>
    StreamData,

    /// <summary>The end of a stream's data.</summary>
    StreamEnd,

    /// <summary>How much data the peer allows.</summary>
    Limit,

    /// <summary>A metric.</summary>
    Metric,

    /// <summary>Nothing: the form of the file says it.</summary>
    None,
}
