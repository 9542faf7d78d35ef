using System.Globalization;
using System.Net;
using Ojo.Catalogue;
using Ojo.Configuration;
using Ojo.Format;

namespace Ojo.FlightRecorder.Triggers;

/// <summary>Makes of a comparison that somebody wrote one that can be asked of events.</summary>
internal static class FieldTest
{
    private const string Flow = "flow";

    /// <exception cref="FormatException">The event has no such field, or it cannot be compared so; the message says what is possible.</exception>
    public static EventTest Of(EventDescriptor type, FieldCondition condition)
    {
        int index = type.Fields.ToList().FindIndex(field => field.Name == condition.Field);
        if (index < 0 && condition.Field == Flow)
        {
            decimal flow = FieldNumber.Parse(new FieldDescriptor { Name = Flow, Type = FieldType.U32, BitOffset = 0, BitWidth = 32 }, condition.Value);
            return Number(condition, (in TraceEvent e) => e.FlowId, flow);
        }

        if (index < 0)
        {
            string[] names = [.. type.Fields.Select(static field => field.Name), Flow];
            throw new FormatException($"{type.Name} has no field \"{condition.Field}\"{Suggestion.Sentence(condition.Field, names)} It has {string.Join(", ", names)}.");
        }

        FieldDescriptor field = type.Fields[index];
        return field.Type switch
        {
            FieldType.String => Text(condition, (in TraceEvent e) => e.String(field.BitOffset) ?? ""),
            FieldType.Text => Text(condition, TextAt(type, index)),
            FieldType.Char => Text(condition, (in TraceEvent e) => ((char)e.Bits(field.BitOffset, field.BitWidth)).ToString()),
            FieldType.Ip => Address(condition, field),
            FieldType.Uuid => Uuid(condition, field),
            FieldType.Bytes => throw new FormatException($"{field.Name} is a sequence of bytes, which cannot be compared with anything."),
            FieldType.Bool => Flag(condition, field),
            FieldType.Enum => Named(condition, field),
            FieldType.F32 => Real(condition, field, (in TraceEvent e) => BitConverter.UInt32BitsToSingle((uint)e.Bits(field.BitOffset, 32))),
            FieldType.F64 => Real(condition, field, (in TraceEvent e) => BitConverter.UInt64BitsToDouble(e.Bits(field.BitOffset, 64))),
            FieldType.Timestamp => Number(condition, Signed(field), Instant(field, condition.Value)),
            FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration =>
                Number(condition, Signed(field), FieldNumber.Parse(field, condition.Value)),
            _ => Number(condition, Unsigned(field), FieldNumber.Parse(field, condition.Value)),
        };
    }

    private delegate T Value<T>(in TraceEvent e);

    private static Value<decimal> Signed(FieldDescriptor field) => (in TraceEvent e) => e.SignedBits(field.BitOffset, field.BitWidth);

    private static Value<decimal> Unsigned(FieldDescriptor field) => (in TraceEvent e) => e.Bits(field.BitOffset, field.BitWidth);

    private static Value<string> TextAt(EventDescriptor type, int index)
    {
        int text = type.Fields.Take(index).Count(static before => before.Type is FieldType.Text or FieldType.Bytes);
        return (in TraceEvent e) => e.Text(text);
    }

    private static EventTest Number(FieldCondition condition, Value<decimal> read, decimal value) =>
        (in TraceEvent e) => Holds(condition.Comparison, read(e).CompareTo(value));

    private static EventTest Real(FieldCondition condition, FieldDescriptor field, Value<double> read)
    {
        if (!double.TryParse(condition.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            value = (double)FieldNumber.Parse(field, condition.Value);
        }

        // What is not a number is not equal to one, nor less nor greater.
        return (in TraceEvent e) => read(e) is var number && (double.IsNaN(number) ? condition.Comparison == Comparison.NotEqual : Holds(condition.Comparison, number.CompareTo(value)));
    }

    private static EventTest Text(FieldCondition condition, Value<string> read)
    {
        CheckEquality(condition);
        return (in TraceEvent e) => Holds(condition.Comparison, string.CompareOrdinal(read(e), condition.Value));
    }

    private static EventTest Flag(FieldCondition condition, FieldDescriptor field)
    {
        CheckEquality(condition);
        ulong value = condition.Value.ToUpperInvariant() switch
        {
            "TRUE" or "1" => 1,
            "FALSE" or "0" => 0,
            _ => throw new FormatException($"{field.Name} is true or false, not \"{condition.Value}\"."),
        };
        return (in TraceEvent e) => Holds(condition.Comparison, e.Bits(field.BitOffset, field.BitWidth).CompareTo(value));
    }

    private static EventTest Named(FieldCondition condition, FieldDescriptor field)
    {
        foreach (EnumValue named in field.Values)
        {
            if (named.Name == condition.Value)
            {
                CheckEquality(condition);

                // A negative value is as many of its low bits as the field takes.
                ulong bits = (ulong)named.Value << (64 - field.BitWidth) >> (64 - field.BitWidth);
                return (in TraceEvent e) => Holds(condition.Comparison, e.Bits(field.BitOffset, field.BitWidth).CompareTo(bits));
            }
        }

        if (!decimal.TryParse(condition.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number))
        {
            string[] names = [.. field.Values.Select(static value => value.Name)];
            throw new FormatException(
                $"\"{condition.Value}\" is no value of {field.Name}{Suggestion.Sentence(condition.Value, names)} It may be {string.Join(", ", names)}, or a number.");
        }

        return number < 0 ? Number(condition, Signed(field), number) : Number(condition, Unsigned(field), number);
    }

    private static EventTest Address(FieldCondition condition, FieldDescriptor field)
    {
        CheckEquality(condition);
        IPAddress value = IPAddress.TryParse(condition.Value, out IPAddress? address) ? address : throw new FormatException($"{field.Name} is an address, and \"{condition.Value}\" is none.");
        WideField.Split(value, out ulong low, out ulong high);
        return Wide(condition, field, low, high);
    }

    private static EventTest Uuid(FieldCondition condition, FieldDescriptor field)
    {
        CheckEquality(condition);
        Guid value = Guid.TryParse(condition.Value, out Guid uuid) ? uuid : throw new FormatException($"{field.Name} is a UUID, and \"{condition.Value}\" is none.");
        WideField.Split(value, out ulong low, out ulong high);
        return Wide(condition, field, low, high);
    }

    private static EventTest Wide(FieldCondition condition, FieldDescriptor field, ulong low, ulong high) => (in TraceEvent e) =>
        Holds(condition.Comparison, e.Bits(field.BitOffset, 64) == low && e.Bits(field.BitOffset + 64, 64) == high ? 0 : 1);

    private static decimal Instant(FieldDescriptor field, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? (decimal)(time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick
            : throw new FormatException($"{field.Name} is a point in time, such as 2026-01-31T12:00:00Z, and \"{text}\" is none.");

    private static void CheckEquality(FieldCondition condition)
    {
        if (condition.Comparison is not (Comparison.Equal or Comparison.NotEqual))
        {
            throw new FormatException($"{condition.Field} has no order: it can be = or != \"{condition.Value}\".");
        }
    }

    private static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };
}
