using System.Globalization;
using System.Net;
using Ojo.Catalogue;
using Ojo.Configuration;

namespace Ojo.Conditions;

/// <summary>Finds out what a comparison that somebody wrote comes to for an event type.</summary>
internal static class ConditionMeaning
{
    private const string FlowName = "flow";
    private static readonly DateTimeOffset s_epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly FieldDescriptor s_flow = new() { Name = FlowName, Type = FieldType.U32, BitOffset = 0, BitWidth = 32 };

    /// <summary>What all of a condition's comparisons come to.</summary>
    /// <exception cref="ConditionException">The event has no such field, or it cannot be compared so; the message says what is possible.</exception>
    public static FieldComparison[] Of(EventDescriptor type, EventCondition condition) => [.. condition.Comparisons.Select(comparison => Of(type, comparison))];

    private static FieldComparison Of(EventDescriptor type, FieldCondition condition)
    {
        string name = condition.Field.ToString();
        int index = type.Fields.ToList().FindIndex(field => field.Name == name);
        if (index < 0 && name == FlowName)
        {
            return FieldReach.Compare(condition, s_flow, FieldSource.Flow, FieldNumber.Parse(s_flow, condition.Value));
        }

        if (index < 0)
        {
            string[] names = [.. type.Fields.Select(static field => field.Name), FlowName];
            string? near = NearestName.Of(name, names);
            throw new ConditionException(condition.Field, $"{type.Name} has no field \"{name}\"{DidYouMean(near)} It has {string.Join(", ", names)}.") { Meant = near };
        }

        FieldDescriptor field = type.Fields[index];
        return field.Type switch
        {
            FieldType.String => Equality(condition, field, FieldSource.String) with { Text = condition.Value.ToString() },
            FieldType.Text => Equality(condition, field, FieldSource.Text) with { Text = condition.Value.ToString(), TextNumber = TextNumber(type, index) },
            FieldType.Char => Letter(condition, field),
            FieldType.Ip => Address(condition, field),
            FieldType.Uuid => Uuid(condition, field),
            FieldType.Bytes => throw new ConditionException(condition.Field, $"{name} is a sequence of bytes, which cannot be compared with anything."),
            FieldType.Bool => Flag(condition, field),
            FieldType.Enum => Named(condition, field),
            FieldType.F32 => Real(condition, field, FieldSource.Single),
            FieldType.F64 => Real(condition, field, FieldSource.Double),
            FieldType.Timestamp => FieldReach.Compare(condition, field, FieldSource.Signed, Instant(field, condition.Value)),
            FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration =>
                FieldReach.Compare(condition, field, FieldSource.Signed, FieldNumber.Parse(field, condition.Value)),
            _ => FieldReach.Compare(condition, field, FieldSource.Unsigned, FieldNumber.Parse(field, condition.Value)),
        };
    }

    private static int TextNumber(EventDescriptor type, int index) => type.Fields.Take(index).Count(static before => before.Type is FieldType.Text or FieldType.Bytes);

    private static FieldComparison Real(FieldCondition condition, FieldDescriptor field, FieldSource source)
    {
        if (!double.TryParse(condition.Value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            value = (double)FieldNumber.Parse(field, condition.Value);
        }

        return double.IsNaN(value)
            ? throw new ConditionException(condition.Value, $"{field.Name} can be compared with a number, and \"{condition.Value}\" is none.")

            // 0.1 is meant as the field has it.
            : new FieldComparison(source, condition.Comparison) { BitOffset = field.BitOffset, BitWidth = field.BitWidth, Real = source == FieldSource.Single ? (float)value : value };
    }

    private static FieldComparison Letter(FieldCondition condition, FieldDescriptor field) => condition.Value.Length == 1
        ? Equality(condition, field, FieldSource.Unsigned) with { Bits = condition.Value[0] }
        : throw new ConditionException(condition.Value, $"{field.Name} is one character, and \"{condition.Value}\" is not.");

    private static FieldComparison Flag(FieldCondition condition, FieldDescriptor field) => Equality(condition, field, FieldSource.Unsigned) with
    {
        Bits = condition.Value.ToString().ToUpperInvariant() switch
        {
            "TRUE" or "1" => 1,
            "FALSE" or "0" => 0ul,
            _ => throw new ConditionException(condition.Value, $"{field.Name} is true or false, not \"{condition.Value}\"."),
        },
    };

    private static FieldComparison Named(FieldCondition condition, FieldDescriptor field)
    {
        string text = condition.Value.ToString();
        foreach (EnumValue named in field.Values)
        {
            if (named.Name == text)
            {
                // A negative value is as many of its low bits as the field takes.
                return Equality(condition, field, FieldSource.Unsigned) with { Bits = (ulong)named.Value << (64 - field.BitWidth) >> (64 - field.BitWidth) };
            }
        }

        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number))
        {
            string[] names = [.. field.Values.Select(static value => value.Name)];
            string? near = NearestName.Of(text, names);
            throw new ConditionException(
                condition.Value, $"\"{text}\" is no value of {field.Name}{DidYouMean(near)} It may be {string.Join(", ", names)}, or a number.")
            { Meant = near };
        }

        return FieldReach.Compare(condition, field, number < 0 ? FieldSource.Signed : FieldSource.Unsigned, number);
    }

    private static FieldComparison Address(FieldCondition condition, FieldDescriptor field)
    {
        if (!IPAddress.TryParse(condition.Value.ToString(), out IPAddress? address))
        {
            throw new ConditionException(condition.Value, $"{field.Name} is an address, and \"{condition.Value}\" is none.");
        }

        byte[] bytes = address.GetAddressBytes();
        return Wide(condition, field, bytes.Length == 4 ? [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, .. bytes] : bytes);
    }

    private static FieldComparison Uuid(FieldCondition condition, FieldDescriptor field)
    {
        if (!Guid.TryParse(condition.Value.ToString(), out Guid uuid))
        {
            throw new ConditionException(condition.Value, $"{field.Name} is a UUID, and \"{condition.Value}\" is none.");
        }

        // In the order in which it is written, which is not that of a Guid's own bytes.
        string digits = uuid.ToString("N");
        return Wide(condition, field, [.. Enumerable.Range(0, 16).Select(n => byte.Parse(new TextSlice(digits, 2 * n, 2).ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))]);
    }

    /// <summary>A comparison with 16 bytes, the first of which are in the low bits of the first word.</summary>
    private static FieldComparison Wide(FieldCondition condition, FieldDescriptor field, byte[] bytes) =>
        Equality(condition, field, FieldSource.Wide) with { Bits = LittleEndian(bytes, 0), High = LittleEndian(bytes, 8) };

    private static ulong LittleEndian(byte[] bytes, int from)
    {
        ulong value = 0;
        for (int n = 7; n >= 0; n--)
        {
            value = (value << 8) | bytes[from + n];
        }

        return value;
    }

    private static decimal Instant(FieldDescriptor field, TextSlice text) =>
        DateTimeOffset.TryParse(text.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? (decimal)(time - s_epoch).Ticks * 100
            : throw new ConditionException(text, $"{field.Name} is a point in time, such as 2026-01-31T12:00:00Z, and \"{text}\" is none.");

    private static FieldComparison Equality(FieldCondition condition, FieldDescriptor field, FieldSource source) =>
        condition.Comparison is Comparison.Equal or Comparison.NotEqual
            ? new FieldComparison(source, condition.Comparison) { BitOffset = field.BitOffset, BitWidth = field.BitWidth }
            : throw new ConditionException(condition.Whole, $"{condition.Field} has no order: it can be = or != \"{condition.Value}\".");

    private static string DidYouMean(string? near) => near is null ? "." : $": did you mean {near}?";
}
