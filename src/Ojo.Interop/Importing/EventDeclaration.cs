using Ojo.Catalogue;

namespace Ojo.Interop.Importing;

/// <summary>Declares the event types of a format, their fields one behind the other.</summary>
internal static class EventDeclaration
{
    /// <summary>An event type. Its id comes from its provider and its name.</summary>
    public static EventDescriptor Declare(
        string provider, string name, string category, string description, EventRole role, ChartHint chart, params ReadOnlySpan<FieldDescriptor> fields)
    {
        FieldDescriptor[] placed = new FieldDescriptor[fields.Length];
        int offset = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            placed[i] = fields[i] with { BitOffset = offset };
            offset += fields[i].BitWidth;
        }

        return new EventDescriptor
        {
            Id = EventTypeId.Derive(provider, name),
            Name = name,
            Provider = provider,
            Category = category,
            Description = description,
            Role = role,
            Chart = chart,
            Fields = placed,
        };
    }

    /// <summary>A field; <see cref="Declare"/> gives it its place.</summary>
    public static FieldDescriptor Field(string name, FieldType type, int bits, FieldKind kind, string unit, FieldPart part, string description) =>
        new() { Name = name, Type = type, BitOffset = 0, BitWidth = bits, Kind = kind, Unit = unit, Part = part, Description = description };

    /// <summary>A field of text, which is written behind the words.</summary>
    public static FieldDescriptor Text(string name, string description) => Field(name, FieldType.Text, 0, FieldKind.None, "", FieldPart.None, description);
}
