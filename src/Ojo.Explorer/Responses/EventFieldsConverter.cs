using System.Text.Json;
using System.Text.Json.Serialization;
using Ojo.Catalogue;
using Ojo.Interop.Json;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>Writes <see cref="EventFields"/> as one object, each value by its declared type.</summary>
internal sealed class EventFieldsConverter : JsonConverter<EventFields>
{
    /// <inheritdoc/>
    public override EventFields Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Event fields are only ever written.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EventFields value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteMembers(writer, value, static name => name);
        writer.WriteEndObject();
    }

    /// <summary>Writes the fields into an object that has been begun.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The fields.</param>
    /// <param name="nameOf">How each is called there.</param>
    public static void WriteMembers(Utf8JsonWriter writer, EventFields value, Func<string, string> nameOf)
    {
        JsonCells cells = new(writer);
        for (int i = 0; i < value.Values.Count; i++)
        {
            FieldValue field = value.Values[i];
            writer.WritePropertyName(nameOf(field.Name));
            cells.IsWide = IsWide(value.Descriptor, i, field.Name);
            WriteValue(cells, field.Value);
        }
    }

    private static void WriteValue(JsonCells cells, object? value)
    {
        switch (value)
        {
            case ulong number:
                cells.Unsigned(number);
                break;
            case long number:
                cells.Signed(number);
                break;
            case double number:
                cells.Real(number);
                break;
            case bool truth:
                cells.Truth(truth);
                break;
            case null:
                cells.None();
                break;
            default:
                cells.Text((string)value);
                break;
        }
    }

    /// <summary>Whether the field is of a type whose numbers are strings here: u64 and i64, whatever their width in bits.</summary>
    private static bool IsWide(EventDescriptor? descriptor, int index, string name)
    {
        if (descriptor is null)
        {
            return true;
        }

        IReadOnlyList<FieldDescriptor> fields = descriptor.Fields;
        FieldDescriptor? field = index < fields.Count && fields[index].Name == name
            ? fields[index]
            : fields.FirstOrDefault(f => f.Name == name);
        return field is null or { Type: FieldType.U64 or FieldType.I64 };
    }
}
