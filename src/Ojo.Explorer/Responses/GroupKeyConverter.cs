using System.Text.Json;
using System.Text.Json.Serialization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>Writes a <see cref="GroupKey"/>.</summary>
internal sealed class GroupKeyConverter : JsonConverter<GroupKey>
{
    private static readonly ExactNumberConverter s_number = new();
    private static readonly ExactIntegerConverter s_integer = new();

    /// <inheritdoc/>
    public override GroupKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Keys of groups are only ever written.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GroupKey value, JsonSerializerOptions options)
    {
        switch (value.Value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                s_integer.Write(writer, new ExactInteger(number), options);
                break;
            case Quantity quantity:
                s_number.Write(writer, new ExactNumber(quantity), options);
                break;
            default:
                writer.WriteStringValue((string)value.Value);
                break;
        }
    }
}
