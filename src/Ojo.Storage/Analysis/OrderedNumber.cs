using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Turns numbers into 64 bits that sort as the numbers do, and back.</summary>
internal static class OrderedNumber
{
    private const ulong Sign = 1UL << 63;

    public static ulong OfSigned(long value) => (ulong)value ^ Sign;

    /// <summary>−0 and 0 are one number and have one key.</summary>
    public static ulong OfReal(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return (bits & Sign) != 0 ? ~bits : bits | Sign;
    }

    public static double ToReal(ulong key) => BitConverter.UInt64BitsToDouble((key & Sign) != 0 ? key ^ Sign : ~key);

    public static Int128 ToWhole(NumberOrder order, ulong key) => order == NumberOrder.Signed ? (long)(key ^ Sign) : key;

    public static double ToDouble(NumberOrder order, ulong key) => order switch
    {
        NumberOrder.Unsigned => key,
        NumberOrder.Signed => (long)(key ^ Sign),
        _ => ToReal(key),
    };

    public static Quantity ToQuantity(NumberOrder order, ulong key) =>
        order == NumberOrder.Real ? Quantity.Of(ToReal(key)) : Quantity.Of(ToWhole(order, key));
}
