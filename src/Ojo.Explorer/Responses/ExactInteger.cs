using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>An integer that every JSON reader gets exactly: a number up to ±2⁵³, a string of digits beyond.</summary>
[JsonConverter(typeof(ExactIntegerConverter))]
internal readonly record struct ExactInteger(Int128 Value)
{
    /// <summary>The largest number up to which binary64 has every integer.</summary>
    private const long LargestExact = 1L << 53;

    /// <summary>Whether a JSON number holds it exactly in every reader.</summary>
    public bool IsExactAsNumber => Value >= -LargestExact && Value <= LargestExact;
}
