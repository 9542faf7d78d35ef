using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Where the events of one type say what packets' offsets need, by role and parts.</summary>
internal sealed class OffsetFields
{
    private readonly FieldSource? _number;
    private readonly FieldSource? _space;
    private readonly FieldSource? _amount;
    private readonly FieldSource? _newNumber;

    private OffsetFields(StoredEventType type, EventDescriptor descriptor)
    {
        TypeKey = type.TypeKey;
        Role = descriptor.Role;
        _number = Find(FieldPart.PacketNumber);
        _space = Find(FieldPart.Space);
        _amount = Role switch
        {
            EventRole.PacketSent => Find(FieldPart.Size),
            EventRole.Window => Find(FieldPart.Value),
            _ => null,
        };
        _newNumber = Role == EventRole.PacketRetransmitted ? Find(FieldPart.Value) : null;

        FieldSource? Find(FieldPart part) => RoleField.Find(descriptor, part) is FieldDescriptor field ? new FieldSource(type.TypeKey, field) : null;
    }

    public int TypeKey { get; }

    public EventRole Role { get; }

    public bool HasNumber => _number is not null;

    /// <summary>Whether it says how large a packet or the window is.</summary>
    public bool HasAmount => _amount is not null;

    /// <summary>Whether it says which packet carries again what was lost.</summary>
    public bool HasNewNumber => _newNumber is not null;

    public int Words => new[] { _number, _space, _amount, _newNumber }.Max(static source => source?.Words ?? 1);

    /// <summary>The types whose role has to do with it.</summary>
    public static IReadOnlyList<OffsetFields> Of(IReadOnlyList<StoredEventType> types) => [.. types
        .Where(static type => type.Descriptor?.Role is EventRole.PacketSent or EventRole.PacketAcked or EventRole.PacketLost
            or EventRole.PacketRetransmitted or EventRole.Window)
        .Select(static type => new OffsetFields(type, type.Descriptor!))];

    public ulong NumberOf(in ScannedEvents events, in ScannedEvent scanned) => _number?.Bits(events, scanned) ?? 0;

    public ulong NewNumberOf(in ScannedEvents events, in ScannedEvent scanned) => _newNumber?.Bits(events, scanned) ?? 0;

    /// <summary>The number's space; 0 where the event says none.</summary>
    public ulong SpaceOf(in ScannedEvents events, in ScannedEvent scanned) => _space?.Bits(events, scanned) ?? 0;

    /// <summary>The packet's size, or the window; 0 for what cannot be one.</summary>
    public ulong AmountOf(in ScannedEvents events, in ScannedEvent scanned) =>
        _amount?.ToDouble(events, scanned) is > 0 and < long.MaxValue and double amount ? (ulong)amount : 0;
}
