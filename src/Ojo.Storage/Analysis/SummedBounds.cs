using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Asks an engine that has summed its events up for the bounds of a histogram.</summary>
internal static class SummedBounds
{
    /// <summary>The largest number below which a double holds every whole one.</summary>
    private const double LargestExact = 1L << 53;

    /// <summary>The least and the greatest number of some fields of a whole flow; null where only a scan can say.</summary>
    public static (ulong Min, ulong Max)? Find(
        IStoreReader reader, Selection selection, IEnumerable<FieldSource> fields, NumberOrder order, CancellationToken cancellation)
    {
        if (reader is not IFieldBounds summed || !selection.IsWholeFlow || selection.HasTests)
        {
            return null;
        }

        (ulong Min, ulong Max)? all = null;
        foreach (FieldSource field in fields)
        {
            StoredEventType type = selection.Types.First(one => one.TypeKey == field.TypeKey);
            if (type.Count == 0)
            {
                continue;
            }

            int number = TypeList.FieldsOf(type).ToList().IndexOf(field.Field);
            if (summed.FindBounds(selection.Flow!.Value, field.TypeKey, number, cancellation) is not FieldBounds bounds)
            {
                return null;
            }

            if (bounds.Min > bounds.Max)
            {
                continue;
            }

            if (!IsExact(bounds.Min, order) || !IsExact(bounds.Max, order))
            {
                return null;
            }

            (ulong min, ulong max) = (OfDouble(bounds.Min, order), OfDouble(bounds.Max, order));
            all = all is (ulong least, ulong greatest) ? (Math.Min(least, min), Math.Max(greatest, max)) : (min, max);
        }

        return all;
    }

    private static bool IsExact(double value, NumberOrder order) =>
        order == NumberOrder.Real ? double.IsFinite(value) : Math.Abs(value) < LargestExact;

    private static ulong OfDouble(double value, NumberOrder order) => order switch
    {
        NumberOrder.Unsigned => (ulong)value,
        NumberOrder.Signed => OrderedNumber.OfSigned((long)value),
        _ => OrderedNumber.OfReal(value),
    };
}
