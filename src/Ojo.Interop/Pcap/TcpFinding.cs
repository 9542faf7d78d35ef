namespace Ojo.Interop.Pcap;

/// <summary>What stands out about a segment. The numbers are those of the event's field: none is ever given to another meaning.</summary>
internal enum TcpFinding
{
    Retransmission = 0,
    FastRetransmission = 1,
    SpuriousRetransmission = 2,
    OutOfOrder = 3,
    LostSegment = 4,
    AckLostSegment = 5,
    DuplicateAck = 6,
    KeepAlive = 7,
    KeepAliveAck = 8,
    ZeroWindow = 9,
    ZeroWindowProbe = 10,
    ZeroWindowProbeAck = 11,
    WindowFull = 12,
    WindowUpdate = 13,
    ReusedPorts = 14,
}
