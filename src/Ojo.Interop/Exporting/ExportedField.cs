using System.Net;
using System.Text;
using System.Text.Json;
using Ojo.Catalogue;
using Ojo.Storage.Decoding;

namespace Ojo.Interop.Exporting;

/// <summary>A field of a type, made ready for reading it out of one event after the other.</summary>
internal sealed class ExportedField
{
    private readonly int _text;
    private readonly Dictionary<ulong, byte[]> _names = [];

    /// <param name="field">The field.</param>
    /// <param name="text">How many fields before it have a text of their own.</param>
    public ExportedField(FieldDescriptor field, int text)
    {
        Field = field;
        Name = JsonEncodedText.Encode(field.Name, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        _text = text;
        foreach (EnumValue value in field.Type == FieldType.Enum && field.BitWidth is >= 1 and <= 64 ? field.Values : [])
        {
            // A negative value is as many of its low bits as the field takes.
            ulong bits = (ulong)value.Value << (64 - field.BitWidth) >> (64 - field.BitWidth);
            _names.TryAdd(bits, Encoding.UTF8.GetBytes(value.Name));
        }
    }

    /// <summary>Its declaration.</summary>
    public FieldDescriptor Field { get; }

    /// <summary>Its name.</summary>
    public JsonEncodedText Name { get; }

    /// <summary>Whether it is text or bytes of an event's own.</summary>
    public static bool IsText(FieldDescriptor field) => field.Type is FieldType.Text or FieldType.Bytes;

    /// <summary>Writes its value in an event.</summary>
    public void Write<T>(in ExportedEvent from, T writer)
        where T : IValueWriter
    {
        switch (Field.Type)
        {
            case FieldType.Text:
                writer.Utf8(from.Text(_text));
                return;
            case FieldType.Bytes:
                writer.Bytes(from.Text(_text));
                return;
            case FieldType.Ip or FieldType.Uuid:
                WriteWide(from, writer);
                return;
        }

        if (Field.BitWidth is < 1 or > 64)
        {
            writer.Utf8([]);
            return;
        }

        ulong bits = from.Bits(Field.BitOffset, Field.BitWidth);
        switch (Field.Type)
        {
            case FieldType.Bool:
                writer.Truth(bits != 0);
                break;
            case FieldType.F32:
                writer.Real(BitConverter.UInt32BitsToSingle((uint)bits));
                break;
            case FieldType.F64:
                writer.Real(BitConverter.UInt64BitsToDouble(bits));
                break;
            case FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration:
                writer.Signed(from.SignedBits(Field.BitOffset, Field.BitWidth));
                break;
            case FieldType.Timestamp:
                writer.Time(from.SignedBits(Field.BitOffset, Field.BitWidth));
                break;
            case FieldType.Char:
                writer.Text(CharacterText.Of(bits));
                break;
            case FieldType.Enum when _names.TryGetValue(bits, out byte[]? name):
                writer.Utf8(name);
                break;
            case FieldType.String when bits == 0:
                writer.None();
                break;
            case FieldType.String when from.FindString(bits) is { } text:
                writer.Text(text);
                break;
            default:
                writer.Unsigned(bits);
                break;
        }
    }

    private void WriteWide<T>(in ExportedEvent from, T writer)
        where T : IValueWriter
    {
        Span<byte> bytes = stackalloc byte[16];
        for (int at = 0; at < bytes.Length; at++)
        {
            bytes[at] = (byte)from.Bits(Field.BitOffset + (at * 8), 8);
        }

        if (Field.Type == FieldType.Uuid)
        {
            writer.Uuid(bytes);
            return;
        }

        IPAddress address = new(bytes);
        writer.Text((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
    }
}
