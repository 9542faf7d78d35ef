using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>Writes a statement's values. They come one by one and are never kept, so there is none to convert.</summary>
internal sealed class SqlCellConverter : JsonConverter<SqlCell>
{
    // -1.7976931348623157E+308 and the point that makes a real number of it.
    private const int LongestReal = 32;

    /// <summary>Writes a value of a row.</summary>
    public static void Write(Utf8JsonWriter writer, SqlRow row, int column)
    {
        switch (row.KindOf(column))
        {
            case SqlKinds.Integer:
                WriteInteger(writer, row.Int64(column));
                break;
            case SqlKinds.Real:
                WriteReal(writer, row.Double(column));
                break;
            case SqlKinds.Text when Utf8.IsValid(row.Bytes(column)):
                writer.WriteStringValue(row.Bytes(column));
                break;
            case SqlKinds.Text:
                writer.WriteStringValue(row.Text(column));
                break;
            case SqlKinds.Blob:
                writer.WriteStartObject();
                writer.WriteString("blob"u8, Convert.ToHexStringLower(row.Bytes(column)));
                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <inheritdoc/>
    public override SqlCell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Rows are only ever written.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SqlCell value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Rows are written as they come.");

    private static void WriteInteger(Utf8JsonWriter writer, long value)
    {
        if (new ExactInteger(value).IsExactAsNumber)
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteReal(Utf8JsonWriter writer, double value)
    {
        if (!double.IsFinite(value))
        {
            writer.WriteStringValue(value > 0 ? "Infinity" : "-Infinity");
            return;
        }

        // 3.0 is a real number and 3 a whole one: the point says so to whoever looks.
        Span<byte> digits = stackalloc byte[LongestReal];
        value.TryFormat(digits, out int length, "R", CultureInfo.InvariantCulture);
        if (digits[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            ".0"u8.CopyTo(digits[length..]);
            length += 2;
        }

        writer.WriteRawValue(digits[..length], skipInputValidation: true);
    }
}
