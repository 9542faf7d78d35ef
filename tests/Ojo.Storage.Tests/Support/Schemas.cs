using Ojo.Catalogue;

namespace Ojo.Storage.Tests.Support;

/// <summary>Declarations for tests, written as short as they can be.</summary>
internal static class Schemas
{
    public static SchemaDocument Of(params EventDescriptor[] types) => new() { Events = types };

    public static EventDescriptor Type(uint id, string name, params FieldDescriptor[] fields) => new()
    {
        Id = id,
        Name = name,
        Provider = "test",
        Category = "Test",
        Fields = Packed(fields),
    };

    public static FieldDescriptor Field(string name, FieldType type, int bits, FieldPart part = FieldPart.None, params EnumValue[] values) => new()
    {
        Name = name,
        Type = type,
        BitOffset = 0,
        BitWidth = bits,
        Part = part,
        Values = values,
    };

    /// <summary>Lays the fields one after the other.</summary>
    public static FieldDescriptor[] Packed(params FieldDescriptor[] fields)
    {
        int offset = 0;
        var packed = new FieldDescriptor[fields.Length];
        for (int n = 0; n < fields.Length; n++)
        {
            packed[n] = fields[n] with { BitOffset = offset };
            offset += fields[n].BitWidth;
        }

        return packed;
    }
}
