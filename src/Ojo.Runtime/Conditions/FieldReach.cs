using System.Globalization;
using Ojo.Catalogue;

namespace Ojo.Conditions;

/// <summary>Turns a comparison of a whole number with any number into one with a number that the field can have.</summary>
internal static class FieldReach
{
    /// <exception cref="ConditionException">The field never compares so.</exception>
    public static FieldComparison Compare(FieldCondition condition, FieldDescriptor field, FieldSource source, decimal value)
    {
        (decimal least, decimal most) = source == FieldSource.Signed ? (SignedMinimum(field.BitWidth), -SignedMinimum(field.BitWidth) - 1) : (0, UnsignedMaximum(field.BitWidth));
        Comparison comparison = condition.Comparison;
        switch (comparison)
        {
            case Comparison.Less or Comparison.LessOrEqual when value > most:
            case Comparison.Greater or Comparison.GreaterOrEqual when value < least:
            case Comparison.NotEqual when value > most || value < least || value != decimal.Truncate(value):
                // It always holds, as does this.
                (comparison, value) = (Comparison.GreaterOrEqual, least);
                break;
            case Comparison.Less or Comparison.LessOrEqual when value != decimal.Truncate(value):
                (comparison, value) = (Comparison.LessOrEqual, decimal.Floor(value));
                break;
            case Comparison.Greater or Comparison.GreaterOrEqual when value != decimal.Truncate(value):
                (comparison, value) = (Comparison.GreaterOrEqual, decimal.Ceiling(value));
                break;
        }

        bool isPossible = comparison switch
        {
            Comparison.Less => value > least,
            Comparison.Greater => value < most,
            _ => value >= least && value <= most && value == decimal.Truncate(value),
        };
        if (!isPossible)
        {
            throw new ConditionException(
                condition.Whole,
                string.Format(CultureInfo.InvariantCulture, "\"{0}\" never holds: {1} is a whole number from {2} to {3}{4}.", condition.Whole, field.Name, least, most, UnitOf(field)));
        }

        return new FieldComparison(source, comparison)
        {
            BitOffset = field.BitOffset,
            BitWidth = field.BitWidth,
            Bits = value < 0 ? unchecked((ulong)(long)value) : (ulong)value,
        };
    }

    private static decimal UnsignedMaximum(int width) => ulong.MaxValue >> (64 - width);

    private static decimal SignedMinimum(int width) => long.MinValue >> (64 - width);

    private static string UnitOf(FieldDescriptor field) => field.Type switch
    {
        FieldType.Duration => " ns",
        FieldType.Timestamp => " ns since 1970",
        _ => field.Unit.Length == 0 ? "" : " " + field.Unit,
    };
}
