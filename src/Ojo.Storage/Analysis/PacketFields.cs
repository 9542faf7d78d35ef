using Ojo.Catalogue;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Where the events of one type say what a derived series needs, by role and parts.</summary>
internal sealed class PacketFields
{
    private readonly FieldSource? _number;
    private readonly FieldSource? _space;
    private readonly bool _areBytesUnsigned;

    private PacketFields(StoredEventType type, EventDescriptor descriptor)
    {
        TypeKey = type.TypeKey;
        Role = descriptor.Role;
        _number = Find(FieldPart.PacketNumber);
        _space = Find(FieldPart.Space);
        Bytes = Find(Role == EventRole.StreamDataAcked ? FieldPart.Length : FieldPart.Size);
        _areBytesUnsigned = Bytes is not null && FieldSource.OrderOf([Bytes]) == NumberOrder.Unsigned;

        FieldSource? Find(FieldPart part) => RoleField.Find(descriptor, part) is FieldDescriptor field ? new FieldSource(type.TypeKey, field) : null;
    }

    public int TypeKey { get; }

    public EventRole Role { get; }

    /// <summary>How many bytes the packet or the stretch of a stream has.</summary>
    public FieldSource? Bytes { get; }

    /// <summary>Whether its packets can be told apart.</summary>
    public bool HasNumber => _number is not null;

    public int Words => Math.Max(_number?.Words ?? 1, Math.Max(_space?.Words ?? 1, Bytes?.Words ?? 1));

    /// <summary>The types whose role a derived series looks at.</summary>
    public static IReadOnlyList<PacketFields> Of(IReadOnlyList<StoredEventType> types) => [.. types
        .Where(static type => type.Descriptor?.Role is EventRole.PacketSent or EventRole.PacketReceived or EventRole.PacketAcked
            or EventRole.PacketLost or EventRole.StreamDataAcked)
        .Select(static type => new PacketFields(type, type.Descriptor!))];

    public ulong NumberOf(in ScannedEvents events, in ScannedEvent scanned) => _number?.Bits(events, scanned) ?? 0;

    /// <summary>The number's space; 0 where the event says none.</summary>
    public ulong SpaceOf(in ScannedEvents events, in ScannedEvent scanned) => _space?.Bits(events, scanned) ?? 0;

    /// <summary>The bytes; 0 where the event says none, or what cannot be a size.</summary>
    public ulong BytesOf(in ScannedEvents events, in ScannedEvent scanned)
    {
        if (Bytes is null)
        {
            return 0;
        }

        return _areBytesUnsigned
            ? Bytes.Bits(events, scanned)
            : Bytes.ToDouble(events, scanned) is > 0 and double size ? (size >= ulong.MaxValue ? ulong.MaxValue : (ulong)size) : 0;
    }
}
