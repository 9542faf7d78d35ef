using System.Globalization;
using System.Text.Json;

namespace Ojo.Interop.Qlog.Export;

/// <summary>Numbers as qlog has them.</summary>
internal static class QlogJson
{
    // Up to here all readers' numbers are whole (RFC 7493, section 2.2).
    private const ulong MostWhole = (1UL << 53) - 1;

    /// <summary>Writes a number; as text where readers may not have it whole.</summary>
    public static void WriteWhole(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ulong number)
    {
        if (number <= MostWhole)
        {
            json.WriteNumber(name, number);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        json.WriteString(name, digits[..length]);
    }

    /// <summary>Writes a number as one of an array.</summary>
    public static void WriteWholeValue(this Utf8JsonWriter json, ulong number)
    {
        if (number <= MostWhole)
        {
            json.WriteNumberValue(number);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        json.WriteStringValue(digits[..length]);
    }

    /// <summary>A time in milliseconds with six decimals.</summary>
    public static ReadOnlySpan<byte> Milliseconds(long ns, Span<byte> text)
    {
        (long ms, long rest) = Math.DivRem(ns, 1_000_000);
        System.Text.Unicode.Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"{ms}.{rest:D6}", out int length);
        return text[..length];
    }

    /// <summary>The type of packets of a number space.</summary>
    public static ReadOnlySpan<byte> PacketType(byte space) => space switch { 1 => "initial"u8, 2 => "handshake"u8, _ => "1RTT"u8 };
}
