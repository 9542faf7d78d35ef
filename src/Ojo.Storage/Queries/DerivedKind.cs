namespace Ojo.Storage.Queries;

/// <summary>What can be worked out of a flow's packets over time.</summary>
public enum DerivedKind
{
    /// <summary>Bytes sent per second: Σ size of the packets sent in a bucket ÷ the bucket's length. Events of role packet_sent that say a size.</summary>
    Throughput,

    /// <summary>Bytes received per second: Σ size of the packets received in a bucket ÷ the bucket's length. Events of role packet_received that say a size.</summary>
    ReceiveThroughput,

    /// <summary>
    /// Bytes per second that arrived at the peer, each counted once: Σ length of the stream data acknowledged in a bucket ÷ the bucket's
    /// length; where the flow has no events of role stream_data_acked, Σ size of the packets that were acknowledged for the first time.
    /// A packet that was declared lost first counts no more.
    /// </summary>
    Goodput,

    /// <summary>
    /// Bytes of packets that were sent and neither acknowledged nor declared lost (RFC 9002, section 2 and appendix B.2), which is a
    /// value that stays until the next event: a bucket has the value at its end, and the least and the greatest in it, the one that
    /// it was entered with included.
    /// </summary>
    BytesInFlight,

    /// <summary>
    /// Time from a packet's being sent to its first acknowledgement, in microseconds, in the bucket of the acknowledgement: average,
    /// least and greatest. As latest_rtt in RFC 9002, section 5.1, but of every packet and not only the largest that an
    /// acknowledgement names; the peer's delay is in it (section 5.3). A number that was sent again before it was acknowledged
    /// says nothing (RFC 6298, section 3: Karn's algorithm).
    /// </summary>
    Rtt,

    /// <summary>Of the packets whose fate was told in a bucket, the part that was declared lost: lost ÷ (lost + acknowledged), from 0 to 1.</summary>
    LossRate,
}
