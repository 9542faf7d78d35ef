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

    /// <summary>Retransmissions ÷ packets sent in a bucket. A retransmission that two events tell is one.</summary>
    RetransmissionRate,

    /// <summary>
    /// Where the packets sent in a bucket stand among all bytes that the flow has sent: a packet's offset is Σ size of the packets sent
    /// before it, that of a number sent again the newest. Last, least and greatest. Events of role packet_sent that say a size.
    /// </summary>
    SentOffset,

    /// <summary>The offsets (as <see cref="SentOffset"/>) of the packets acknowledged in a bucket, each once; not of those declared lost before.</summary>
    AckedOffset,

    /// <summary>The offsets of the packets declared lost in a bucket.</summary>
    LostOffset,

    /// <summary>The offsets of the packets that carry again what was lost, in the bucket in which they are sent.</summary>
    RetransmittedOffset,

    /// <summary>
    /// Up to where the congestion window lets the flow send: the end of the furthest packet that was acknowledged + the window, in the
    /// bytes of <see cref="SentOffset"/>. A value that stays until the next event, as <see cref="BytesInFlight"/>.
    /// </summary>
    WindowEdge,

    /// <summary>
    /// How many bytes of stream data the flow and its child flows have sent, each byte of a stream once: Σ over their streams of the
    /// furthest offset + length. What a connection's flow control limit is about (RFC 9000, section 4.1). A value that stays.
    /// </summary>
    DataSent,

    /// <summary>The part of a bucket's time, from 0 to 1, in which the sender was kept from sending by congestion control: from an event of role blocked to one of role unblocked with the same reason, or to the next blocked one where the flow has none of role unblocked.</summary>
    BlockedByCongestion,

    /// <summary>As <see cref="BlockedByCongestion"/>, by a limit of the peer's: of the connection, of a stream, of the number of streams.</summary>
    BlockedByFlowControl,

    /// <summary>As <see cref="BlockedByCongestion"/>, by pacing.</summary>
    BlockedByPacing,

    /// <summary>As <see cref="BlockedByCongestion"/>, because the application had nothing to send.</summary>
    BlockedByApplication,

    /// <summary>As <see cref="BlockedByCongestion"/>, for any other reason, or for one that was not told.</summary>
    BlockedByOther,

    /// <summary>
    /// The part of a bucket's time, from 0 to 1, in which bytes in flight ≥ congestion window − one packet, so that no other packet would
    /// have fitted. Events of the roles window and bytes_in_flight; a packet is as large as the largest that was sent, or, where no event
    /// says a size, as what the bytes in flight last rose by.
    /// </summary>
    CongestionLimited,
}
