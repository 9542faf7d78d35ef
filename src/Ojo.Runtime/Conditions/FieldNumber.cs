using System.Globalization;
using Ojo.Catalogue;

namespace Ojo.Conditions;

/// <summary>Reads the numbers that fields are compared with, in the field's own unit or in another of the kind.</summary>
internal static class FieldNumber
{
    private static readonly (string Unit, decimal Nanoseconds)[] s_times =
    [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000), ("h", 3_600_000_000_000),
    ];

    private static readonly (string Unit, decimal Bytes)[] s_sizes =
    [
        ("bytes", 1), ("B", 1), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000),
    ];

    private static readonly (string Unit, decimal BytesPerSecond)[] s_rates =
    [
        ("bytes/s", 1), ("B/s", 1), ("KiB/s", 1 << 10), ("MiB/s", 1 << 20), ("GiB/s", 1 << 30), ("kB/s", 1_000), ("MB/s", 1_000_000), ("GB/s", 1_000_000_000),
        ("bit/s", 0.125m), ("b/s", 0.125m), ("kb/s", 125), ("Mb/s", 125_000), ("Gb/s", 125_000_000), ("kbit/s", 125), ("Mbit/s", 125_000), ("Gbit/s", 125_000_000),
    ];

    /// <summary>The units in which a field's values may be written: its own and those of its kind.</summary>
    public static IEnumerable<string> UnitsOf(FieldDescriptor field)
    {
        string own = field.Type == FieldType.Duration ? "ns" : field.Unit;
        return Family(own)?.Select(static unit => unit.Unit) ?? (own.Length == 0 ? [] : [own]);
    }

    /// <exception cref="ConditionException">It is no number, or of another unit; the message says which are understood.</exception>
    public static decimal Parse(FieldDescriptor field, TextSlice text)
    {
        int digits = text.Length;
        while (digits > 0 && (char.IsLetter(text[digits - 1]) || text[digits - 1] is '/' or '%'))
        {
            digits--;
        }

        (string number, TextSlice unit) = (text.First(digits).Trim().ToString(), text.After(digits).Trim());
        if (text.Length > 2 && text.First(2).IsWord("0x")
            && ulong.TryParse(text.After(2).ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hexadecimal))
        {
            return hexadecimal;
        }

        string own = field.Type == FieldType.Duration ? "ns" : field.Unit;
        if (!decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            throw new ConditionException(text, $"\"{text}\" is no number; {field.Name} is one{Of(own)}.");
        }

        if (unit.IsEmpty)
        {
            return field.Type == FieldType.Duration && value != 0
                ? throw new ConditionException(text, $"{field.Name} is a length of time: write {number} with its unit, {List(s_times)}.")
                : value;
        }

        return unit.ToString() == own ? value
            : Convert(value, unit, own, s_times) ?? Convert(value, unit, own, s_sizes) ?? Convert(value, unit, own, s_rates)
            ?? throw new ConditionException(unit, $"\"{unit}\" is no unit of {field.Name}, which is a number{Of(own)}{Units(own)}.");
    }

    private static string Of(string unit) => unit.Length == 0 ? " without a unit" : $" of {unit}";

    private static string Units(string own) => Family(own) is { } units ? $"; {List(units)} are understood" : "";

    private static (string Unit, decimal Factor)[]? Family(string own) =>
        Array.Find([s_times, s_sizes, s_rates], units => Array.Exists(units, unit => unit.Unit == own));

    private static string List((string Unit, decimal Factor)[] units) => string.Join(", ", units.Select(static unit => unit.Unit));

    private static decimal? Convert(decimal value, TextSlice from, string to, (string Unit, decimal Factor)[] units)
    {
        int given = Array.FindIndex(units, unit => unit.Unit == from.ToString());
        int own = Array.FindIndex(units, unit => unit.Unit == to);
        try
        {
            return given < 0 || own < 0 ? null : value * units[given].Factor / units[own].Factor;
        }
        catch (OverflowException)
        {
            throw new ConditionException(from, $"{value.ToString(CultureInfo.InvariantCulture)} {from} is too much.");
        }
    }
}
