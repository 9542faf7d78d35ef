using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>An event type that is about a packet, by its role and its fields' parts.</summary>
internal sealed class PacketType
{
    private PacketType(StoredEventType type, EventDescriptor descriptor)
    {
        TypeKey = type.TypeKey;
        EventType = type.EventType;
        Role = descriptor.Role;
        Number = RoleField.Find(descriptor, FieldPart.PacketNumber);
        Space = RoleField.Find(descriptor, FieldPart.Space);
        NewNumber = Role == EventRole.PacketRetransmitted ? RoleField.Find(descriptor, FieldPart.Value) : null;
    }

    public int TypeKey { get; }

    public ulong EventType { get; }

    public EventRole Role { get; }

    public FieldDescriptor? Number { get; }

    public FieldDescriptor? Space { get; }

    /// <summary>Of a retransmission: the number of the packet that carries it now.</summary>
    public FieldDescriptor? NewNumber { get; }

    /// <summary>The types that are about packets which this end sends, or about those that it receives.</summary>
    public static IReadOnlyList<PacketType> Of(IReadOnlyList<StoredEventType> types, bool isReceived) => [.. types
        .Where(type => type.Descriptor is EventDescriptor descriptor && (isReceived
            ? descriptor.Role is EventRole.PacketReceived or EventRole.PacketDiscarded
            : descriptor.Role is EventRole.PacketCreated or EventRole.PacketSent or EventRole.PacketAcked or EventRole.PacketLost or EventRole.PacketRetransmitted))
        .Select(static type => new PacketType(type, type.Descriptor!))
        .Where(static type => type.Number is not null || type.NewNumber is not null)];

    /// <summary>A field's number; an enum's value is told by its name. 0 where the event has no such field.</summary>
    public static ulong NumberOf(EventRow row, FieldDescriptor? field)
    {
        object? value = field is null ? null : row.Fields.FirstOrDefault(one => one.Name == field.Name).Value;
        return value switch
        {
            ulong number => number,
            long number => (ulong)number,
            bool truth => truth ? 1UL : 0,
            string name => (ulong)field!.Values.FirstOrDefault(one => one.Name == name).Value,
            _ => 0,
        };
    }
}
