using System.Globalization;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Decoding;

/// <summary>A test of one field of one event type.</summary>
internal sealed class FieldPredicate : IEventTest
{
    private readonly FieldDescriptor _field;
    private readonly int _textsBefore;
    private readonly FieldOperator _operator;
    private readonly Int128? _whole;
    private readonly double _real;
    private readonly string _text;

    private FieldPredicate(FieldDescriptor field, int number, int textsBefore, FieldTest test, Int128? whole, double real)
    {
        Number = number;
        _field = field;
        _textsBefore = textsBefore;
        _operator = test.Operator;
        _whole = whole;
        _real = real;
        _text = test.Value;
    }

    /// <summary>The field's number in its type.</summary>
    public int Number { get; }

    /// <summary>
    /// Between which values, both included, an event's must be; null where the test does not say. The bounds are a little
    /// wider than the test, since a double holds large numbers only nearly.
    /// </summary>
    public (double Min, double Max)? Bounds => !FieldDecoder.IsNumeric(_field) ? null : _operator switch
    {
        FieldOperator.Equal => (double.BitDecrement(_real), double.BitIncrement(_real)),
        FieldOperator.Less or FieldOperator.LessOrEqual => (double.NegativeInfinity, double.BitIncrement(_real)),
        FieldOperator.Greater or FieldOperator.GreaterOrEqual => (double.BitDecrement(_real), double.PositiveInfinity),
        _ => null,
    };

    /// <summary>Makes the test ready; null where the value is none that the field can be compared with.</summary>
    public static FieldPredicate? TryCompile(FieldDescriptor field, int number, int textsBefore, FieldTest test)
    {
        if (!FieldDecoder.IsNumeric(field))
        {
            return new FieldPredicate(field, number, textsBefore, test, null, 0);
        }

        if (NamedValue(field, test.Value) is Int128 named)
        {
            return new FieldPredicate(field, number, textsBefore, test, named, (double)named);
        }

        if (field.Type == FieldType.Timestamp && TimestampText.TryParse(test.Value, out long ns))
        {
            return new FieldPredicate(field, number, textsBefore, test, ns, ns);
        }

        if (NumberText.TryParse(test.Value, out ulong unsigned))
        {
            return new FieldPredicate(field, number, textsBefore, test, unsigned, unsigned);
        }

        if (Int128.TryParse(test.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 whole))
        {
            return new FieldPredicate(field, number, textsBefore, test, whole, (double)whole);
        }

        return double.TryParse(test.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
            ? new FieldPredicate(field, number, textsBefore, test, null, real)
            : null;
    }

    public bool Passes(in TraceEvent traceEvent, IEventTexts texts)
    {
        if (!FieldDecoder.IsNumeric(_field))
        {
            texts.GoTo(_textsBefore);
            return Holds(string.CompareOrdinal(Convert.ToString(FieldDecoder.ToObject(traceEvent, _field, texts), CultureInfo.InvariantCulture), _text));
        }

        if (_whole is Int128 whole && _field.Type is not (FieldType.F32 or FieldType.F64))
        {
            return Holds(ValueOf(traceEvent).CompareTo(whole));
        }

        double value = FieldDecoder.ToDouble(traceEvent, _field);
        return double.IsNaN(value) ? _operator == FieldOperator.NotEqual : Holds(value.CompareTo(_real));
    }

    private Int128 ValueOf(in TraceEvent traceEvent) => IsSigned(_field)
        ? traceEvent.SignedBits(_field.BitOffset, _field.BitWidth)
        : traceEvent.Bits(_field.BitOffset, _field.BitWidth);

    private bool Holds(int comparison) => _operator switch
    {
        FieldOperator.Equal => comparison == 0,
        FieldOperator.NotEqual => comparison != 0,
        FieldOperator.Less => comparison < 0,
        FieldOperator.LessOrEqual => comparison <= 0,
        FieldOperator.Greater => comparison > 0,
        _ => comparison >= 0,
    };

    private static Int128? NamedValue(FieldDescriptor field, string text)
    {
        if (field.Type == FieldType.Bool)
        {
            return bool.TryParse(text, out bool value) ? (value ? 1 : 0) : null;
        }

        foreach (EnumValue value in field.Values)
        {
            if (string.Equals(value.Name, text, StringComparison.OrdinalIgnoreCase))
            {
                return IsSigned(field) ? value.Value : (ulong)value.Value;
            }
        }

        return null;
    }

    // An enum with a negative value counts from below 0.
    private static bool IsSigned(FieldDescriptor field) => field.Type is
        FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration or FieldType.Timestamp ||
        (field.Type == FieldType.Enum && field.Values.Count > 0 && field.Values[0].Value < 0);
}
