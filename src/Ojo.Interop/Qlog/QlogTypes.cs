using Ojo.Catalogue;
using Ojo.Interop.Importing;
using static Ojo.Interop.Importing.EventDeclaration;

namespace Ojo.Interop.Qlog;

/// <summary>The event types that a qlog file needs beside Ojo's own: where those do not hold a value exactly, or not at all.</summary>
internal static class QlogTypes
{
    public const string Provider = "qlog";

    private const string BeforeName = "The event ";
    private const string AfterName = " of a qlog file: what of it no other event holds";
    private const int SpaceBits = 2;
    private const int NumberBits = 62;

    private static readonly RecoveryTypes s_recovery = new(Provider);

    private static readonly string[] s_congestionStates =
    [
        "other", "slow_start", "congestion_avoidance", "application_limited", "recovery", "startup", "drain", "probe_bw", "probe_rtt", "css", "fast_recovery",
    ];

    private static readonly string[] s_connectionStates =
    [
        "other", "attempted", "peer_validated", "handshake_started", "early_write", "handshake_complete", "handshake_confirmed", "closing", "draining", "closed",
        "handshake_completed", "connected", "reset",
    ];

    private static readonly string[] s_streamStates =
    [
        "other", "idle", "open", "half_closed_local", "half_closed_remote", "closed", "ready", "send", "data_sent", "data_recvd", "data_received", "reset_sent",
        "reset_recvd", "reset_received", "receive", "size_known", "data_read", "reset_read", "destroyed",
    ];

    /// <summary>What a trace says of itself.</summary>
    public static EventDescriptor Trace { get; } = Make("TRACE", "Connection", "What the file says of this connection's trace", EventRole.None, ChartHint.None,
        Text("group_id", "The group that its events are of, or nothing"),
        Text("head", "What stands in the file beside the events, as JSON"));

    public static EventDescriptor PacketSentUnsized { get; } = Make("PACKET_SENT_UNSIZED", "Packet", "A packet was sent whose size was not recorded",
        EventRole.PacketSent, ChartHint.Scatter, Number(), Space());

    public static EventDescriptor PacketReceivedUnsized { get; } = Make("PACKET_RECEIVED_UNSIZED", "Packet", "A packet arrived whose size was not recorded",
        EventRole.PacketReceived, ChartHint.Scatter, Number(), Space());

    public static EventDescriptor PacketSentLarge { get; } = Make("PACKET_SENT_LARGE", "Packet", "A packet with an unusually large number or size was sent",
        EventRole.PacketSent, ChartHint.Scatter, Number(), Space(), Size());

    public static EventDescriptor PacketReceivedLarge { get; } = Make("PACKET_RECEIVED_LARGE", "Packet", "A packet with an unusually large number or size arrived",
        EventRole.PacketReceived, ChartHint.Scatter, Number(), Space(), Size());

    public static EventDescriptor PacketSentUnnumbered { get; } = Make("PACKET_SENT_UNNUMBERED", "Packet", "A packet without a number was sent, such as a Retry",
        EventRole.PacketSent, ChartHint.None, Size());

    public static EventDescriptor PacketReceivedUnnumbered { get; } = Make("PACKET_RECEIVED_UNNUMBERED", "Packet", "A packet without a number arrived, such as a Retry",
        EventRole.PacketReceived, ChartHint.None, Size());

    public static EventDescriptor PacketDropped { get; } = Make("PACKET_DROPPED", "Packet", "A packet was thrown away",
        EventRole.PacketDiscarded, ChartHint.None, Size());

    public static EventDescriptor PacketLostUnnumbered { get; } = Make("PACKET_LOST_UNNUMBERED", "Packet", "A packet was declared lost whose number was not recorded, or is unusually large",
        EventRole.PacketLost, ChartHint.None, Field("known_number", FieldType.U64, 64, FieldKind.Identifier, "", FieldPart.None, "The number as far as it is known"));

    public static EventDescriptor StreamFinReceived { get; } = Make("STREAM_FIN_RECEIVED", "Stream", "The last byte of a stream arrived", EventRole.None, ChartHint.Lane,
        Field("stream_id", FieldType.U64, 64, FieldKind.Identifier, "", FieldPart.StreamId, "The stream's id"));

    public static EventDescriptor StreamState { get; } = Make("STREAM_STATE_UPDATED", "Stream", "A stream, or one side of it, reached another state", EventRole.State, ChartHint.Band,
        State(s_streamStates));

    public static EventDescriptor CongestionState { get; } = Make("CONGESTION_STATE_UPDATED", "CongestionControl", "The congestion controller reached another state",
        EventRole.State, ChartHint.Band, State(s_congestionStates));

    public static EventDescriptor ConnectionState { get; } = Make("CONNECTION_STATE_UPDATED", "Connection", "A connection reached the next part of its life",
        EventRole.State, ChartHint.Band, State(s_connectionStates));

    public static EventDescriptor RttLatest => s_recovery.RttLatest;

    public static EventDescriptor RttSmoothed => s_recovery.RttSmoothed;

    public static EventDescriptor RttMin => s_recovery.RttMin;

    public static EventDescriptor RttVariance => s_recovery.RttVariance;

    public static EventDescriptor PacingRate => s_recovery.PacingRate;

    public static EventDescriptor PacketsInFlight { get; } = Make("PACKETS_IN_FLIGHT_UPDATED", "CongestionControl", "The number of packets in flight changed", EventRole.None, ChartHint.Step,
        Field("packets_in_flight", FieldType.U64, 64, FieldKind.Count, "packets", FieldPart.None, "Packets in flight"));

    /// <summary>What holds the events whose names are one too many.</summary>
    public static EventDescriptor Other { get; } = Make("OTHER_EVENT", "Qlog", "An event of one of the names that come after the first few hundred", EventRole.None, ChartHint.None,
        Text("name", "The event's name"), Text("data", "What it says, as JSON"));

    /// <summary>All that a run begins with.</summary>
    public static IReadOnlyList<EventDescriptor> All { get; } =
    [
        Trace, PacketSentUnsized, PacketReceivedUnsized, PacketSentLarge, PacketReceivedLarge, PacketSentUnnumbered, PacketReceivedUnnumbered, PacketDropped,
        PacketLostUnnumbered, StreamFinReceived, StreamState, CongestionState, ConnectionState, RttLatest, RttSmoothed, RttMin, RttVariance, PacingRate,
        PacketsInFlight, Other,
    ];

    /// <summary>A type for events that no other holds, or not wholly.</summary>
    /// <param name="wireName">Its wire name.</param>
    /// <param name="id">Its id.</param>
    /// <param name="name">What the file calls it, for people.</param>
    public static EventDescriptor Generic(string wireName, uint id, string name) => new()
    {
        Id = id,
        Name = wireName,
        Provider = Provider,
        Category = "Qlog",
        Description = $"{BeforeName}{name}{AfterName}",
        Chart = ChartHint.None,
        Fields = [Text("data", "What it says, as JSON")],
    };

    /// <summary>What the file called the events of a type that <see cref="Generic"/> made; null where the type is another.</summary>
    public static string? NameOf(EventDescriptor type) =>
        type.Fields is [{ Type: FieldType.Text }] && type.Description.StartsWith(BeforeName, StringComparison.Ordinal) && type.Description.EndsWith(AfterName, StringComparison.Ordinal)
        && type.Description.Length > BeforeName.Length + AfterName.Length
            ? type.Description[BeforeName.Length..^AfterName.Length]
            : null;

    /// <summary>The value of a state's name, 0 where it has none.</summary>
    public static ulong StateOf(EventDescriptor type, ReadOnlySpan<byte> name)
    {
        foreach (EnumValue value in type.Fields[0].Values)
        {
            if (name.Length == value.Name.Length && System.Text.Ascii.EqualsIgnoreCase(name, value.Name))
            {
                return (ulong)value.Value;
            }
        }

        return 0;
    }

    private static EventDescriptor Make(string name, string category, string description, EventRole role, ChartHint chart, params ReadOnlySpan<FieldDescriptor> fields) =>
        Declare(Provider, name, category, description, role, chart, fields);

    private static FieldDescriptor Number() =>
        Field("packet_number", FieldType.U64, NumberBits, FieldKind.Identifier, "", FieldPart.PacketNumber, "The packet's number");

    private static FieldDescriptor Space() =>
        Field("space", FieldType.Enum, SpaceBits, FieldKind.Identifier, "", FieldPart.Space, "The number's space") with
        {
            Values = [new EnumValue("application_data", 0), new EnumValue("initial", 1), new EnumValue("handshake", 2)],
        };

    private static FieldDescriptor Size() =>
        Field("size", FieldType.U64, 64, FieldKind.Bytes, "bytes", FieldPart.Size, "The packet's size; 0 where it was not recorded");

    private static FieldDescriptor State(string[] names) =>
        Field("state", FieldType.Enum, 8, FieldKind.State, "", FieldPart.Value, "The new state") with
        {
            Values = [.. names.Select(static (name, n) => new EnumValue(name, n))],
        };
}
