using Ojo.Catalogue;

namespace Ojo.Generators.Model;

/// <summary>A field as the catalogue knows it: its meaning and its place in the payload, nothing of C#.</summary>
internal sealed record FieldModel
{
    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    public FieldKind Kind { get; init; }

    public string Unit { get; init; } = "";

    public FieldPart Part { get; init; }

    public string Description { get; init; } = "";

    public int BitOffset { get; init; }

    public required int BitWidth { get; init; }

    public EquatableArray<NamedValue> Values { get; init; }

    /// <summary>The field as the code sees it that generator and runtime share.</summary>
    public FieldDescriptor ToDescriptor() => new()
    {
        Name = Name,
        Type = Type,
        Unit = Unit,
        BitOffset = BitOffset,
        BitWidth = BitWidth,
        Values = [.. Values.Select(static value => new EnumValue(value.Name, unchecked((long)value.Bits)))],
    };

    /// <summary>The field without what only the catalogue says of it.</summary>
    public FieldModel ForRecorders() => this with { Kind = default, Part = default, Values = default };

    /// <summary>The field with nothing but what its column depends on.</summary>
    public FieldModel ForViews() => this with { Kind = default, Unit = "", Part = default, Description = "" };
}
