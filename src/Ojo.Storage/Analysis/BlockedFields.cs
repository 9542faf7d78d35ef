using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Where the events of one type say what keeps a sender from sending, by role and parts.</summary>
internal sealed class BlockedFields
{
    private readonly FieldSource? _value;
    private readonly FieldSource? _reason;
    private readonly Dictionary<ulong, BlockedCause> _causes = [];

    private BlockedFields(StoredEventType type, EventDescriptor descriptor)
    {
        TypeKey = type.TypeKey;
        Role = descriptor.Role;
        bool isAmount = Role is EventRole.Window or EventRole.BytesInFlight or EventRole.PacketSent;
        _value = isAmount ? Source(RoleField.Find(descriptor, Role == EventRole.PacketSent ? FieldPart.Size : FieldPart.Value)) : null;
        _reason = isAmount ? null : Source(ReasonOf(descriptor));
        foreach (EnumValue value in _reason?.Field.Values ?? [])
        {
            _causes.TryAdd((ulong)value.Value, CauseOf(value.Name));
        }

        FieldSource? Source(FieldDescriptor? field) => field is null ? null : new FieldSource(type.TypeKey, field);
    }

    public int TypeKey { get; }

    public EventRole Role { get; }

    public bool HasReason => _reason is not null;

    public bool HasValue => _value is not null;

    public int Words => Math.Max(_value?.Words ?? 1, _reason?.Words ?? 1);

    /// <summary>The types whose role has to do with it.</summary>
    public static IReadOnlyList<BlockedFields> Of(IReadOnlyList<StoredEventType> types) => [.. types
        .Where(static type => type.Descriptor?.Role is EventRole.Blocked or EventRole.Unblocked or EventRole.Window or EventRole.BytesInFlight
            or EventRole.PacketSent)
        .Select(static type => new BlockedFields(type, type.Descriptor!))];

    /// <summary>The window, the bytes in flight or the packet's size; 0 for what cannot be one.</summary>
    public double ValueOf(in ScannedEvents events, in ScannedEvent scanned) => Math.Max(0, _value?.ToDouble(events, scanned) ?? 0);

    /// <summary>The reason's number, by which an end is told to belong to a beginning; 0 where the event says none.</summary>
    public ulong ReasonOf(in ScannedEvents events, in ScannedEvent scanned) => _reason?.Bits(events, scanned) ?? 0;

    /// <summary>What kind of reason a number is, by the words of the value's name.</summary>
    public BlockedCause CauseOf(ulong reason) => _causes.GetValueOrDefault(reason, BlockedCause.Other);

    private static BlockedCause CauseOf(string name)
    {
        return Says("congestion") || Says("cwnd") ? BlockedCause.Congestion
            : Says("limit") || Says("flow_control") ? BlockedCause.FlowControl
            : Says("pacing") || Says("pacer") ? BlockedCause.Pacing
            : Says("application") || Says("app") ? BlockedCause.Application
            : BlockedCause.Other;

        bool Says(string word) => $"_{name}_".Contains($"_{word}_", StringComparison.OrdinalIgnoreCase);
    }

    private static FieldDescriptor? ReasonOf(EventDescriptor descriptor) =>
        descriptor.Fields.FirstOrDefault(static field => field.Part == FieldPart.Reason && field.Values.Count > 0)
        ?? descriptor.Fields.FirstOrDefault(static field => field.Values.Count > 0);
}
