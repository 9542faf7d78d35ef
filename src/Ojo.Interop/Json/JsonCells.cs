using System.Text.Encodings.Web;
using System.Text.Json;
using Ojo.Catalogue;
using Ojo.Interop.Exporting;

namespace Ojo.Interop.Json;

/// <summary>Writes fields' values as JSON, so that every reader gets them exactly.</summary>
internal sealed class JsonCells(Utf8JsonWriter writer) : IValueWriter
{
    /// <summary>How JSON is written that goes into files: as short as it can be.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Whether the next number is of a type of 64 bits. Those are strings: many readers have no more than 53.</summary>
    public bool IsWide { get; set; }

    /// <summary>Writes an event's fields as members of the object at hand.</summary>
    public void Fields(ExportedField[] fields, in ExportedEvent from)
    {
        foreach (ExportedField field in fields)
        {
            writer.WritePropertyName(field.Name);
            IsWide = field.Field.Type is FieldType.U64 or FieldType.I64;
            field.Write(from, this);
        }
    }

    /// <summary>Writes an event's words as an array of strings, where no schema says what they mean.</summary>
    public void Words(in ExportedEvent from)
    {
        IsWide = true;
        writer.WriteStartArray("words"u8);
        for (int word = 0; word < from.WordCount; word++)
        {
            Unsigned(from.Word(word));
        }

        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    public void None() => writer.WriteNullValue();

    /// <inheritdoc/>
    public void Unsigned(ulong number)
    {
        if (!IsWide)
        {
            writer.WriteNumberValue(number);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out int length, default, System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteStringValue(digits[..length]);
    }

    /// <inheritdoc/>
    public void Signed(long number)
    {
        if (!IsWide)
        {
            writer.WriteNumberValue(number);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out int length, default, System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteStringValue(digits[..length]);
    }

    /// <summary>Writes a number, or the word for one that JSON has none for.</summary>
    public void Real(double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }

    /// <inheritdoc/>
    public void Truth(bool truth) => writer.WriteBooleanValue(truth);

    /// <inheritdoc/>
    public void Utf8(ReadOnlySpan<byte> text) => writer.WriteStringValue(ValidUtf8.Of(text));

    /// <inheritdoc/>
    public void Text(string text) => writer.WriteStringValue(text);
}
