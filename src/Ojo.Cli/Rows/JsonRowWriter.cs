using System.Buffers;
using System.Text;
using System.Text.Json;
using Ojo.Storage.Queries;

namespace Ojo.Cli.Rows;

/// <summary>One array with an object a line, or the lines alone; of columns of one name, the later ones get a number.</summary>
/// <param name="output">Where to.</param>
/// <param name="isLines">Whether there are but the lines.</param>
internal sealed class JsonRowWriter(TextWriter output, bool isLines = false) : IRowWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private JsonEncodedText[] _names = [];
    private bool _any;

    public void Begin(IReadOnlyList<string> columns)
    {
        HashSet<string> taken = [];
        _names = [.. columns.Select(column => JsonEncodedText.Encode(Unique(column, taken)))];
        output.Write(isLines ? "" : "[");
    }

    public void Write(ReadOnlySpan<object?> cells)
    {
        _buffer.ResetWrittenCount();
        using (Utf8JsonWriter writer = new(_buffer))
        {
            writer.WriteStartObject();
            for (int column = 0; column < cells.Length; column++)
            {
                writer.WritePropertyName(_names[column]);
                Write(writer, cells[column]);
            }

            writer.WriteEndObject();
        }

        // The encoder leaves nothing in it that a terminal obeys: all but plain ASCII is escaped.
        output.Write(isLines ? "" : _any ? ",\n" : "\n");
        output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        output.Write(isLines ? "\n" : "");
        _any = true;
    }

    public void End()
    {
        output.Write(isLines ? "" : _any ? "\n]\n" : "]\n");
        output.Flush();
    }

    private static void Write(Utf8JsonWriter writer, object? cell)
    {
        switch (cell)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case IReadOnlyList<FieldValue> fields:
                writer.WriteStartObject();
                foreach (FieldValue field in fields)
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(CellText.Of(cell));
                break;
        }
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int number = 2; !taken.Add(unique); number++)
        {
            unique = $"{name}_{number}";
        }

        return unique;
    }
}
