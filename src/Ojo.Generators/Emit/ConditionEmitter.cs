using System.Globalization;
using Ojo.Conditions;

namespace Ojo.Generators.Emit;

/// <summary>Writes the C# that asks an event called <c>e</c> what a comparison comes to.</summary>
internal static class ConditionEmitter
{
    public static string Expression(FieldComparison comparison)
    {
        string bits = $"e.Bits({Source.Number(comparison.BitOffset)}, {Source.Number(comparison.BitWidth)})";
        return comparison.Source switch
        {
            FieldSource.Flow => Compare("e.FlowId", comparison, comparison.Bits.ToString(CultureInfo.InvariantCulture) + "u"),
            FieldSource.Unsigned => Compare(bits, comparison, comparison.Bits.ToString(CultureInfo.InvariantCulture) + "UL"),
            FieldSource.Signed => Compare(
                $"e.SignedBits({Source.Number(comparison.BitOffset)}, {Source.Number(comparison.BitWidth)})",
                comparison,
                unchecked((long)comparison.Bits).ToString(CultureInfo.InvariantCulture) + "L"),
            FieldSource.Single => Compare($"global::System.BitConverter.UInt32BitsToSingle((uint){bits})", comparison, Literal((float)comparison.Real)),
            FieldSource.Double => Compare($"global::System.BitConverter.UInt64BitsToDouble({bits})", comparison, Literal(comparison.Real)),
            FieldSource.Wide => Not(comparison, "(" + Half(comparison.BitOffset, comparison.Bits) + " && " + Half(comparison.BitOffset + 64, comparison.High) + ")"),
            FieldSource.String => Compare($"(e.String({Source.Number(comparison.BitOffset)}) ?? \"\")", comparison, Source.Literal(comparison.Text)),
            FieldSource.Text => Not(comparison, $"e.HasText({Source.Number(comparison.TextNumber)}, {Source.Literal(comparison.Text)}u8)"),
            _ => throw new InvalidOperationException($"No comparison with {comparison.Source}."),
        };
    }

    private static string Compare(string value, FieldComparison comparison, string other) => $"{value} {Sign(comparison.Comparison)} {other}";

    private static string Not(FieldComparison comparison, string equality) => comparison.Comparison == Comparison.Equal ? equality : "!" + equality;

    private static string Half(int offset, ulong bits) => $"e.Bits({Source.Number(offset)}, 64) == 0x{bits.ToString("X16", CultureInfo.InvariantCulture)}UL";

    private static string Literal(float value) =>
        float.IsInfinity(value) ? $"float.{(value > 0 ? "Positive" : "Negative")}Infinity" : value.ToString("G9", CultureInfo.InvariantCulture) + "F";

    private static string Literal(double value) =>
        double.IsInfinity(value) ? $"double.{(value > 0 ? "Positive" : "Negative")}Infinity"
        : (double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Equals(value) ? value.ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("G17", CultureInfo.InvariantCulture)) + "D";

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "==",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };
}
