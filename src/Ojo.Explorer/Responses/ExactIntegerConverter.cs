using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>Writes an <see cref="ExactInteger"/> as a number where that is exact, else as a string.</summary>
internal sealed class ExactIntegerConverter : JsonConverter<ExactInteger>
{
    /// <inheritdoc/>
    public override ExactInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? new(reader.GetInt64())
        : Int128.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value) ? new(value)
        : throw new JsonException("An integer, or a string of its digits, was expected.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ExactInteger value, JsonSerializerOptions options)
    {
        if (value.IsExactAsNumber)
        {
            writer.WriteNumberValue((long)value.Value);
        }
        else
        {
            writer.WriteStringValue(value.Value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
