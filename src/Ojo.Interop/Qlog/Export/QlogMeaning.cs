using System.Text;
using Ojo.Catalogue;
using Ojo.Interop.Exporting;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Qlog.Export;

/// <summary>What events of a type are to a qlog file: by their role, whatever they are called.</summary>
internal sealed class QlogMeaning
{
    private const uint StreamLinkParent = 0x101;
    private const uint StreamFinSent = 0x102;

    public QlogMeaning(StoredEventType type, bool isIetf)
    {
        ExportedType exported = new(type);
        Fields = exported.Fields ?? [];
        HasFields = exported.Fields is not null;
        string name = Encoding.UTF8.GetString(exported.Name);
        Name = $"ojo:{name.ToLowerInvariant()}";
        if (type.Descriptor is not { } descriptor)
        {
            return;
        }

        Role = descriptor.Role;
        Number = RoleField.Find(descriptor, FieldPart.PacketNumber);
        Space = Fields.FirstOrDefault(static field => field.Field.Part == FieldPart.Space);
        Size = RoleField.Find(descriptor, FieldPart.Size);
        StreamId = RoleField.Find(descriptor, FieldPart.StreamId);
        Offset = RoleField.Find(descriptor, FieldPart.Offset);
        Length = RoleField.Find(descriptor, FieldPart.Length);
        Value = Fields.FirstOrDefault(static field => field.Field.Part == FieldPart.Value);
        Reason = Fields.FirstOrDefault(static field => field.Field.Part == FieldPart.Reason);
        Metrics = QlogMetricField.Of(type, Fields);
        Kind = KindOf(type, descriptor);
        Original = descriptor.Provider == QlogTypes.Provider ? QlogTypes.NameOf(descriptor) : null;
        string? known = NameOf(descriptor, isIetf);
        IsKnown = known is not null;
        Name = known ?? Name;

        // What the event itself does not say stands beside it, so that nothing of a program's own is lost.
        Beside = [.. Fields.Where(field => !Tells(field))];
        WireName = descriptor.Provider is "ojo" or QlogTypes.Provider ? null : descriptor.Name;
    }

    /// <summary>What it is.</summary>
    public QlogRecordKind Kind { get; } = QlogRecordKind.Other;

    /// <summary>Its role.</summary>
    public EventRole Role { get; }

    /// <summary>What such an event is called.</summary>
    public string Name { get; }

    /// <summary>Whether the name is one of qlog's.</summary>
    public bool IsKnown { get; }

    /// <summary>What a qlog file called it that was imported; null where it did not.</summary>
    public string? Original { get; }

    /// <summary>The type's name where it is neither of Ojo's events nor from a qlog file.</summary>
    public string? WireName { get; }

    /// <summary>Its fields.</summary>
    public ExportedField[] Fields { get; }

    /// <summary>Whether a schema says what fields it has.</summary>
    public bool HasFields { get; }

    /// <summary>Those of its fields that have no place in qlog's event.</summary>
    public ExportedField[] Beside { get; } = [];

    /// <summary>The metrics that it tells.</summary>
    public QlogMetricField[] Metrics { get; } = [];

    /// <summary>The packet's number.</summary>
    public FieldDescriptor? Number { get; }

    /// <summary>The number's space.</summary>
    public ExportedField? Space { get; }

    /// <summary>The packet's size.</summary>
    public FieldDescriptor? Size { get; }

    /// <summary>The stream.</summary>
    public FieldDescriptor? StreamId { get; }

    /// <summary>Where its data begins.</summary>
    public FieldDescriptor? Offset { get; }

    /// <summary>How long its data is.</summary>
    public FieldDescriptor? Length { get; }

    /// <summary>The value that its role is about.</summary>
    public ExportedField? Value { get; }

    /// <summary>Why it happened.</summary>
    public ExportedField? Reason { get; }

    private QlogRecordKind KindOf(StoredEventType type, EventDescriptor descriptor) => Role switch
    {
        EventRole.PacketSent or EventRole.PacketReceived => QlogRecordKind.Packet,
        EventRole.PacketAcked when Number is not null => QlogRecordKind.Acked,
        EventRole.StreamDataSent or EventRole.StreamDataReceived => QlogRecordKind.StreamData,
        EventRole.ConnectionLimit or EventRole.StreamLimit when Value is not null => QlogRecordKind.Limit,
        _ when Metrics.Length > 0 => QlogRecordKind.Metric,
        EventRole.None when type.EventType == StreamLinkParent => QlogRecordKind.None,
        EventRole.None when (type.EventType == StreamFinSent || descriptor.Id == QlogTypes.StreamFinReceived.Id) && StreamId is not null => QlogRecordKind.StreamEnd,
        _ => QlogRecordKind.Other,
    };

    private static string? NameOf(EventDescriptor type, bool isIetf) => type.Role switch
    {
        EventRole.PacketLost => isIetf ? "quic:packet_lost" : "recovery:packet_lost",
        EventRole.PacketDiscarded => isIetf ? "quic:packet_dropped" : "transport:packet_dropped",
        EventRole.StreamOpened or EventRole.StreamClosed => isIetf ? "quic:stream_state_updated" : "transport:stream_state_updated",
        EventRole.ConnectionOpened => isIetf ? "quic:connection_started" : "connectivity:connection_started",
        EventRole.ConnectionClosed => isIetf ? "quic:connection_closed" : "connectivity:connection_closed",
        EventRole.Blocked or EventRole.Unblocked => isIetf ? "quic:connection_data_blocked_updated" : "transport:connection_data_blocked_updated",
        EventRole.State => type.Category switch
        {
            "CongestionControl" => isIetf ? "quic:congestion_state_updated" : "recovery:congestion_state_updated",
            "Connection" => isIetf ? "quic:connection_state_updated" : "connectivity:connection_state_updated",
            "Stream" => isIetf ? "quic:stream_state_updated" : "transport:stream_state_updated",
            _ => null,
        },
        _ => null,
    };

    private bool Tells(ExportedField field) => field.Field.Part switch
    {
        FieldPart.PacketNumber => Kind is QlogRecordKind.Packet or QlogRecordKind.Acked || Role is EventRole.PacketLost or EventRole.PacketDiscarded,
        FieldPart.Space => field.Field.Type == FieldType.Enum,
        FieldPart.Size => Kind == QlogRecordKind.Packet || Role == EventRole.PacketDiscarded,
        FieldPart.StreamId => Kind is QlogRecordKind.StreamData or QlogRecordKind.StreamEnd || Role is EventRole.StreamOpened or EventRole.StreamClosed,
        FieldPart.Offset or FieldPart.Length => Kind == QlogRecordKind.StreamData,
        FieldPart.Value => Kind is QlogRecordKind.Limit or QlogRecordKind.Metric || (Role == EventRole.State && IsKnown),
        FieldPart.Latest or FieldPart.Smoothed or FieldPart.Min or FieldPart.Variance => Kind == QlogRecordKind.Metric,
        FieldPart.Reason => Role is EventRole.PacketLost or EventRole.Blocked or EventRole.Unblocked,
        FieldPart.None => Metrics.Any(metric => metric.Field == field),
        _ => false,
    };
}
