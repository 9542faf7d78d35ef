using System.Globalization;
using Ojo.Catalogue;
using Ojo.Conditions;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Filters;

/// <summary>Makes the test of one field of one type with one value, in the field's own unit and words.</summary>
internal static class FieldValueTest
{
    /// <summary>The tests of which one must pass. Of <c>!=</c>, those of which none may.</summary>
    /// <exception cref="FilterException">It is no value that the field can be compared with.</exception>
    public static IEnumerable<IEventTest> Of(FilterField found, FilterOperator @operator, FilterValue value)
    {
        if (@operator == FilterOperator.Contains)
        {
            return [new TextTest(found.Field, found.Number, found.TextsBefore, text => TextTerm.Contains(value, text))];
        }

        if (!FieldDecoder.IsNumeric(found.Field))
        {
            return @operator == FilterOperator.Is
                ? [new TextTest(found.Field, found.Number, found.TextsBefore, value.Matches)]
                : [Compare(found, @operator, value.Text)];
        }

        return found.Field.Type switch
        {
            FieldType.Enum => Named(found, @operator, value),
            FieldType.Bool => [Compare(found, @operator, Flag(found.Field, value))],
            FieldType.Timestamp => [Compare(found, @operator, Instant(found.Field, value))],
            FieldType.F32 or FieldType.F64 when double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && !double.IsNaN(real) =>
                [Compare(found, @operator, value.Text)],
            _ => [Compare(found, @operator, Number(found.Field, value.Place))],
        };
    }

    /// <summary>A number with its unit, in the unit of the field, as digits.</summary>
    /// <exception cref="FilterException">It is none, or of another unit.</exception>
    public static string Number(FieldDescriptor field, TextSlice text)
    {
        decimal number = Parse(field, text);
        return number == decimal.Truncate(number)
            ? ((Int128)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A number with its unit, in the unit of the field.</summary>
    /// <exception cref="FilterException">It is none, or of another unit.</exception>
    public static decimal Parse(FieldDescriptor field, TextSlice text)
    {
        try
        {
            return FieldNumber.Parse(field, text);
        }
        catch (ConditionException wrong)
        {
            throw FilterTerm.Fault(wrong.Place.IsEmpty ? text : wrong.Place, wrong.Message, wrong.Meant);
        }
    }

    private static FieldPredicate Compare(FilterField found, FilterOperator @operator, string value) =>
        FieldPredicate.TryCompile(found.Field, found.Number, found.TextsBefore, new FieldTest(found.Field.Name, OperatorOf(@operator), value))
            ?? throw new InvalidOperationException($"{value} was taken for a value of {found.Field.Name}.");

    private static FieldOperator OperatorOf(FilterOperator @operator) => @operator switch
    {
        FilterOperator.Less => FieldOperator.Less,
        FilterOperator.LessOrEqual => FieldOperator.LessOrEqual,
        FilterOperator.Greater => FieldOperator.Greater,
        FilterOperator.GreaterOrEqual => FieldOperator.GreaterOrEqual,

        // Of several values with !=, none may be met: the clause turns round what these find.
        _ => FieldOperator.Equal,
    };

    private static IEnumerable<IEventTest> Named(FilterField found, FilterOperator @operator, FilterValue value)
    {
        FieldDescriptor field = found.Field;
        List<EnumValue> meant = [.. field.Values.Where(named => @operator == FilterOperator.Is ? value.Matches(named.Name) : string.Equals(named.Name, value.Text, StringComparison.OrdinalIgnoreCase))];
        if (meant.Count > 0)
        {
            return meant.Select(named => Compare(found, @operator, named.Name));
        }

        if (value.Text.Length > 0 && (char.IsAsciiDigit(value.Text[0]) || value.Text[0] == '-'))
        {
            return [Compare(found, @operator, Number(field, value.Place))];
        }

        throw Near.Fault(value.Place, $"“{value.Text}” is no value of {field.Name}", value.Text, field.Values.Select(static named => named.Name));
    }

    private static string Flag(FieldDescriptor field, FilterValue value) => value.Text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => "true",
        "FALSE" or "0" => "false",
        _ => throw Near.Fault(value.Place, $"{field.Name} is true or false, and “{value.Text}” is neither", value.Text, ["true", "false"]),
    };

    private static string Instant(FieldDescriptor field, FilterValue value) => TimestampText.TryParse(value.Text, out long ns)
        ? ns.ToString(CultureInfo.InvariantCulture)
        : throw FilterTerm.Fault(value.Place, $"{field.Name} is a point in time, such as 2026-01-31T12:00:00Z, and “{value.Text}” is none.");
}
