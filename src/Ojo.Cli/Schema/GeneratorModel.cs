extern alias generators;

using generators::Ojo.Generators.Model;
using generators::Ojo.Generators.Parsing;
using Ojo.Catalogue;
using GeneratorFieldType = generators::Ojo.Catalogue.FieldType;

namespace Ojo.Cli.Schema;

/// <summary>Events as the generator sees them, which has made them of declarations that it had checked: here it is the schema that is.</summary>
internal static class GeneratorModel
{
    private const int WordBits = 64;

    // Addresses and UUIDs.
    private const int BytesBits = 128;

    /// <exception cref="IOException">An event is one that no declaration could have made.</exception>
    public static EventModel Of(EventDescriptor one)
    {
        Check(one, Words.IsWireName(one.Name), "its name is not made of words of A-Z and 0-9 joined by underscores");
        Check(one, Words.IsDottedName(one.Provider), $"'{one.Provider}' is no provider's name");
        int offset = 0;
        foreach (FieldDescriptor field in one.Fields)
        {
            bool isText = field.Type is FieldType.Text or FieldType.Bytes;
            Check(one, Words.IsFieldName(field.Name), $"'{field.Name}' is no field's name");
            Check(one, isText ? field.BitWidth == 0 : field.BitWidth is > 0 and <= WordBits or BytesBits, $"'{field.Name}' cannot have {field.BitWidth} bits");
            Check(one, isText || field.BitOffset >= offset, $"'{field.Name}' lies over the field before it");
            offset = isText ? offset : field.BitOffset + field.BitWidth;
        }

        return new EventModel
        {
            Provider = one.Provider,
            Namespace = "",
            Name = one.Name,
            Id = one.Id,
            Category = one.Category,
            Description = one.Description,
            Flow = one.Flow,
            Since = one.Since,
            Retired = one.Retired,
            RenamedFrom = one.RenamedFrom,
            Fields = EquatableArray<FieldModel>.From(one.Fields.Select(Of)),
        };
    }

    private static FieldModel Of(FieldDescriptor field) => new()
    {
        Name = field.Name,
        Type = (GeneratorFieldType)(int)field.Type,
        Unit = field.Unit,
        Description = field.Description,
        BitOffset = field.BitOffset,
        BitWidth = field.BitWidth,
        Values = EquatableArray<NamedValue>.From(field.Values.Select(value => new NamedValue(value.Name, Bits(value.Value, field.BitWidth)))),
    };

    private static ulong Bits(long value, int width) => width is > 0 and < WordBits ? unchecked((ulong)value) & ((1UL << width) - 1) : unchecked((ulong)value);

    private static void Check(EventDescriptor one, bool isRight, string fault)
    {
        if (!isRight)
        {
            throw new IOException($"{EventText.IdOf(one)} '{one.Name}' of '{one.Provider}' was not declared with Ojo: {fault}.");
        }
    }
}
