using System.Net;
using System.Text;
using Ojo.Catalogue;
using Ojo.Format;

namespace Ojo.Storage.Decoding;

/// <summary>Reads a field's value out of an event's words.</summary>
internal static class FieldDecoder
{
    /// <summary>Whether the field's values can be drawn and compared as numbers.</summary>
    public static bool IsNumeric(FieldDescriptor field) =>
        field.BitWidth is >= 1 and <= 64 &&
        field.Type is not (FieldType.String or FieldType.Text or FieldType.Bytes or FieldType.Ip or FieldType.Uuid or FieldType.Char);

    /// <summary>A numeric field's value; beyond 2⁵³ the nearest number that a double can hold.</summary>
    public static double ToDouble(in TraceEvent traceEvent, FieldDescriptor field) => field.Type switch
    {
        FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration or FieldType.Timestamp =>
            traceEvent.SignedBits(field.BitOffset, field.BitWidth),
        FieldType.F32 => BitConverter.UInt32BitsToSingle((uint)traceEvent.Bits(field.BitOffset, field.BitWidth)),
        FieldType.F64 => BitConverter.UInt64BitsToDouble(traceEvent.Bits(field.BitOffset, field.BitWidth)),
        _ => traceEvent.Bits(field.BitOffset, field.BitWidth),
    };

    /// <summary>A field's value as a person would write it; null for a string that is none. Strings and texts are looked up by <paramref name="texts"/>.</summary>
    public static object? ToObject(in TraceEvent traceEvent, FieldDescriptor field, IEventTexts texts)
    {
        switch (field.Type)
        {
            case FieldType.Text:
                return Encoding.UTF8.GetString(texts.NextText());
            case FieldType.Bytes:
                return Convert.ToHexStringLower(texts.NextText());
            case FieldType.Ip:
                return ToAddress(traceEvent, field.BitOffset);
            case FieldType.Uuid:
                return new Guid(Bytes(traceEvent, field.BitOffset), bigEndian: true).ToString();
        }

        if (field.BitWidth is < 1 or > 64)
        {
            return "";
        }

        ulong bits = traceEvent.Bits(field.BitOffset, field.BitWidth);
        return field.Type switch
        {
            FieldType.Bool => bits != 0,
            FieldType.F32 or FieldType.F64 => ToDouble(traceEvent, field),
            FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration =>
                traceEvent.SignedBits(field.BitOffset, field.BitWidth),
            FieldType.Timestamp => TimestampText.Of(traceEvent.SignedBits(field.BitOffset, field.BitWidth)),
            FieldType.Char => CharacterText.Of(bits),
            FieldType.Enum => (object?)NameOf(field, bits) ?? bits,
            FieldType.String => bits == 0 ? null : (object?)texts.FindString(bits) ?? bits,
            _ => bits,
        };
    }

    /// <summary>The name of an enum's value, or null where it has none.</summary>
    public static string? NameOf(FieldDescriptor field, ulong bits)
    {
        foreach (EnumValue value in field.Values)
        {
            // A negative value is as many of its low bits as the field takes.
            if ((((ulong)value.Value ^ bits) << (64 - field.BitWidth)) == 0)
            {
                return value.Name;
            }
        }

        return null;
    }

    private static string ToAddress(in TraceEvent traceEvent, int offset)
    {
        var address = new IPAddress(Bytes(traceEvent, offset));
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    private static byte[] Bytes(in TraceEvent traceEvent, int offset)
    {
        var bytes = new byte[16];
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)traceEvent.Bits(offset + index * 8, 8);
        }

        return bytes;
    }
}
