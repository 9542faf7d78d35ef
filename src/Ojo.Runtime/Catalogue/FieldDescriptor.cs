namespace Ojo.Catalogue;

/// <summary>One field of an event type: what it is called, what it means, and which bits of the payload hold it.</summary>
public sealed record FieldDescriptor
{
    /// <summary>Its name in queries, in snake case.</summary>
    public required string Name { get; init; }

    /// <summary>How its bits are read.</summary>
    public required FieldType Type { get; init; }

    /// <summary>What sort of number it is.</summary>
    public FieldKind Kind { get; init; }

    /// <summary>Its unit, or an empty string.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What it is to the event's role.</summary>
    public FieldPart Part { get; init; }

    /// <summary>One sentence, or an empty string.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// Where it begins, counted in bits from the least significant bit of the head's payload. Bits 64 to 127 are the first
    /// EXTEND record's, and so on; a field may begin in one word and end in the next.
    /// </summary>
    public required int BitOffset { get; init; }

    /// <summary>How many bits it takes: 1 to 64, or 128 for an address or a UUID, or 0 for text and bytes.</summary>
    public required int BitWidth { get; init; }

    /// <summary>The names of an enum's values, in order of value; empty for every other type.</summary>
    public IReadOnlyList<EnumValue> Values { get; init; } = [];
}
