using System.Text;
using Ojo.Conditions;
using Ojo.Format;

namespace Ojo.FlightRecorder.Triggers;

/// <summary>Asks of events what a comparison comes to. The generator writes the same in C# (<c>ConditionEmitter</c>), and a test holds the two together.</summary>
internal static class FieldTest
{
    public static EventTest Of(FieldComparison comparison)
    {
        (int offset, int width, ulong bits, double real) = (comparison.BitOffset, comparison.BitWidth, comparison.Bits, comparison.Real);
        (ulong high, int number, string text, byte[] utf8) = (comparison.High, comparison.TextNumber, comparison.Text, Encoding.UTF8.GetBytes(comparison.Text));
        bool isEqual = comparison.Comparison == Comparison.Equal;
        return comparison.Source switch
        {
            FieldSource.Flow => (in TraceEvent e) => Holds(comparison.Comparison, (ulong)e.FlowId, bits),
            FieldSource.Unsigned => (in TraceEvent e) => Holds(comparison.Comparison, e.Bits(offset, width), bits),
            FieldSource.Signed => (in TraceEvent e) => Holds(comparison.Comparison, e.SignedBits(offset, width), (long)bits),
            FieldSource.Single => (in TraceEvent e) => Holds(comparison.Comparison, BitConverter.UInt32BitsToSingle((uint)e.Bits(offset, width)), (float)real),
            FieldSource.Double => (in TraceEvent e) => Holds(comparison.Comparison, BitConverter.UInt64BitsToDouble(e.Bits(offset, width)), real),
            FieldSource.Wide => (in TraceEvent e) => (e.Bits(offset, 64) == bits && e.Bits(offset + 64, 64) == high) == isEqual,
            FieldSource.String => (in TraceEvent e) => ((e.String(offset) ?? "") == text) == isEqual,
            _ => (in TraceEvent e) => e.HasText(number, utf8) == isEqual,
        };
    }

    // By the operators: what is not a number is not equal to one, nor less nor greater.
    private static bool Holds<T>(Comparison comparison, T value, T other)
        where T : System.Numerics.IComparisonOperators<T, T, bool> => comparison switch
        {
            Comparison.Equal => value == other,
            Comparison.NotEqual => value != other,
            Comparison.Less => value < other,
            Comparison.LessOrEqual => value <= other,
            Comparison.Greater => value > other,
            _ => value >= other,
        };
}
