using Ojo.Catalogue;
using static Ojo.Interop.Importing.EventDeclaration;

namespace Ojo.Interop.Pcap;

/// <summary>The event types of TCP connections and UDP conversations, and of what else a capture holds.</summary>
internal static class CaptureTypes
{
    public static readonly EventDescriptor Segment = Declare("tcp", "SEGMENT", "Packet", "A segment passed the place where it was captured", EventRole.PacketSent, ChartHint.Scatter,
        Field("packet_number", FieldType.U64, 40, FieldKind.Identifier, "", FieldPart.PacketNumber, "The packet's number in the capture, from 1"),
        Field("size", FieldType.U32, 24, FieldKind.Bytes, "bytes", FieldPart.Size, "The packet's size with the link's header"),
        Field("seq", FieldType.I64, 64, FieldKind.Identifier, "", FieldPart.None, "The sequence number, counted from the connection's first, unwrapped"),
        Field("ack", FieldType.I64, 64, FieldKind.Identifier, "", FieldPart.None, "What is acknowledged, counted likewise; 0 without"),
        Field("payload", FieldType.U32, 26, FieldKind.Bytes, "bytes", FieldPart.None, "The payload's bytes, captured or not"),
        Field("repeated", FieldType.U32, 26, FieldKind.Bytes, "bytes", FieldPart.None, "How many of those lie before the highest that was sent"),
        Field("flags", FieldType.U16, 12, FieldKind.None, "", FieldPart.None, "FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128, AE 256"),
        Field("window", FieldType.U32, 32, FieldKind.Bytes, "bytes", FieldPart.None, "The receive window that the sender offers, scaled where the handshake was seen"),
        Field("in_flight", FieldType.U32, 32, FieldKind.Bytes, "bytes", FieldPart.None, "With a payload: the bytes that are not acknowledged after it, as far as that is known; else 0"));

    public static readonly EventDescriptor Finding = Declare("tcp", "FINDING", "Loss", "Something stands out about a segment", EventRole.None, ChartHint.Scatter,
        Field("packet_number", FieldType.U64, 40, FieldKind.Identifier, "", FieldPart.None, "The packet's number in the capture"),
        Field("finding", FieldType.Enum, 8, FieldKind.State, "", FieldPart.None, "What, as Wireshark's analysis names it") with
        {
            Values = [.. Enum.GetValues<TcpFinding>().Select(static value => new EnumValue(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), (int)value))],
        });

    public static readonly EventDescriptor Rtt = Declare("tcp", "ACK_RTT", "CongestionControl", "A segment was acknowledged: the time since it passed", EventRole.Rtt, ChartHint.Line,
        Field("latest", FieldType.U64, 64, FieldKind.Duration, "ns", FieldPart.Latest, "The time between the two packets, where they were captured"),
        Field("smoothed", FieldType.U64, 64, FieldKind.Duration, "ns", FieldPart.Smoothed, "Those times smoothed (RFC 6298, section 2)"),
        Field("packet_number", FieldType.U64, 64, FieldKind.Identifier, "", FieldPart.None, "The packet that acknowledges"));

    public static readonly EventDescriptor InitialRtt = Declare("tcp", "INITIAL_RTT", "Connection", "The handshake is complete: from the SYN to the ACK of its answer", EventRole.None, ChartHint.None,
        Field("initial_rtt", FieldType.U64, 64, FieldKind.Duration, "ns", FieldPart.None, "The time that took"));

    public static readonly EventDescriptor Options = Declare("tcp", "SYN_OPTIONS", "Connection", "What one end offers in its SYN", EventRole.None, ChartHint.None,
        Field("mss", FieldType.U16, 16, FieldKind.Bytes, "bytes", FieldPart.None, "The largest segment that it takes; 0: not said"),
        Field("window_scale", FieldType.I8, 8, FieldKind.None, "", FieldPart.None, "The window's scale; -1: not said"),
        Field("sack_permitted", FieldType.Bool, 8, FieldKind.None, "", FieldPart.None, "Whether it takes selective acknowledgements"),
        Field("timestamps", FieldType.Bool, 8, FieldKind.None, "", FieldPart.None, "Whether it sends timestamps"));

    public static readonly EventDescriptor Sack = Declare("tcp", "SACK_BLOCK", "Loss", "The receiver has a block behind a gap (RFC 2018)", EventRole.None, ChartHint.Scatter,
        Field("left", FieldType.I64, 64, FieldKind.Identifier, "", FieldPart.None, "Its first sequence number"),
        Field("right", FieldType.I64, 64, FieldKind.Identifier, "", FieldPart.None, "The one behind its last"),
        Field("duplicate", FieldType.Bool, 8, FieldKind.None, "", FieldPart.None, "Whether it tells of what came twice (RFC 2883)"));

    public static readonly EventDescriptor Endpoints = Declare("pcap", "ENDPOINTS", "Connection", "Whose packets these are", EventRole.None, ChartHint.None,
        Text("protocol", "tcp or udp"), Text("client", "The address and port of whoever began, as far as can be told"), Text("server", "The other's"));

    public static readonly EventDescriptor DatagramSent = Datagram("DATAGRAM_SENT", EventRole.PacketSent, "The first sender of a UDP conversation sent a datagram");

    public static readonly EventDescriptor DatagramReceived = Datagram("DATAGRAM_RECEIVED", EventRole.PacketReceived, "The first sender of a UDP conversation was sent a datagram");

    public static readonly EventDescriptor Begun = Declare("pcap", "CAPTURE_BEGUN", "Capture", "The first packet of the capture", EventRole.None, ChartHint.None,
        Field("link_type", FieldType.U32, 32, FieldKind.Identifier, "", FieldPart.None, "The number of the link type that it was captured on"));

    public static readonly EventDescriptor Counted = Declare("pcap", "PACKETS_COUNTED", "Capture", "How many packets there are of a protocol", EventRole.None, ChartHint.None,
        Field("packets", FieldType.U64, 64, FieldKind.Count, "packets", FieldPart.None, "How many"),
        Field("captured_bytes", FieldType.U64, 64, FieldKind.Bytes, "bytes", FieldPart.None, "Their bytes in the capture"),
        Field("original_bytes", FieldType.U64, 64, FieldKind.Bytes, "bytes", FieldPart.None, "Their bytes on the wire"),
        Text("protocol", "The protocol"));

    public static IReadOnlyList<EventDescriptor> All { get; } =
        [Segment, Finding, Rtt, InitialRtt, Options, Sack, Endpoints, DatagramSent, DatagramReceived, Begun with { Flow = false }, Counted with { Flow = false }];

    private static EventDescriptor Datagram(string name, EventRole role, string description) => Declare("udp", name, "Packet", description, role, ChartHint.Scatter,
        Field("packet_number", FieldType.U64, 40, FieldKind.Identifier, "", FieldPart.PacketNumber, "The packet's number in the capture, from 1"),
        Field("size", FieldType.U32, 24, FieldKind.Bytes, "bytes", FieldPart.Size, "The packet's size with the link's header"),
        Field("payload", FieldType.U32, 24, FieldKind.Bytes, "bytes", FieldPart.None, "The payload's bytes, captured or not"),
        Field("quic", FieldType.Enum, 4, FieldKind.State, "", FieldPart.None, "What the payload begins with, if it is QUIC (RFC 8999)") with
        {
            Values = [new EnumValue("none", 0), new EnumValue("type_0", 1), new EnumValue("type_1", 2), new EnumValue("type_2", 3), new EnumValue("type_3", 4), new EnumValue("version_negotiation", 5)],
        },
        Field("quic_version", FieldType.U32, 32, FieldKind.Identifier, "", FieldPart.None, "The version that a long header names; 0 without"));
}
