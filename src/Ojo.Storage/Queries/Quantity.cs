using System.Globalization;

namespace Ojo.Storage.Queries;

/// <summary>A number that came of events' fields: exact where they are whole numbers, whatever their size.</summary>
/// <param name="Whole">The exact number; null where the fields are floating point numbers.</param>
/// <param name="Value">The number, or the nearest that a double can hold.</param>
public readonly record struct Quantity(Int128? Whole, double Value)
{
    /// <summary>A whole number.</summary>
    public static Quantity Of(Int128 whole) => new(whole, (double)whole);

    /// <summary>A whole number.</summary>
    public static Quantity Of(ulong whole) => Of((Int128)whole);

    /// <summary>A whole number.</summary>
    public static Quantity Of(long whole) => Of((Int128)whole);

    /// <summary>A floating point number.</summary>
    public static Quantity Of(double value) => new(null, value);

    /// <summary>The digits, all of them, in the invariant culture.</summary>
    public override string ToString() =>
        Whole?.ToString(CultureInfo.InvariantCulture) ?? Value.ToString("R", CultureInfo.InvariantCulture);
}
