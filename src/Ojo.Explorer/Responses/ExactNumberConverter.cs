using System.Text.Json;
using System.Text.Json.Serialization;
using Ojo.Interop.Json;

namespace Ojo.Explorer.Responses;

/// <summary>Writes an <see cref="ExactNumber"/>.</summary>
internal sealed class ExactNumberConverter : JsonConverter<ExactNumber>
{
    private static readonly ExactIntegerConverter s_integer = new();

    /// <inheritdoc/>
    public override ExactNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Sums and the like are only ever written.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ExactNumber value, JsonSerializerOptions options)
    {
        if (value.Value.Whole is { } whole)
        {
            s_integer.Write(writer, new ExactInteger(whole), options);
        }
        else
        {
            new JsonCells(writer).Real(value.Value.Value);
        }
    }
}
