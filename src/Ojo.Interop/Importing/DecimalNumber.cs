using System.Globalization;

namespace Ojo.Interop.Importing;

/// <summary>Decimal numbers as JSON and most other texts write them, read exactly: nothing goes through a floating point number that was none.</summary>
internal static class DecimalNumber
{
    private const double ExactDouble = 1ul << 53;
    private static readonly double[] s_powers = [.. Enumerable.Range(0, 23).Select(static n => double.Parse($"1e{n}", CultureInfo.InvariantCulture))];

    /// <summary>Reads a whole number of 64 bits. False where it is none: below zero, too large, broken.</summary>
    public static bool TryUInt64(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (text.Length is > 0 and < 20)
        {
            foreach (byte digit in text)
            {
                uint d = (uint)digit - '0';
                if (d > 9)
                {
                    return TryWhole(text, out value);
                }

                value = (value * 10) + d;
            }

            return true;
        }

        return TryWhole(text, out value);
    }

    /// <summary>Reads a whole number of 64 bits with a sign. False where it is none.</summary>
    public static bool TryInt64(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        bool isNegative = text is [(byte)'-', _, ..];
        if (!TryUInt64(isNegative ? text[1..] : text, out ulong size) || size > (isNegative ? 1UL << 63 : long.MaxValue))
        {
            return false;
        }

        value = isNegative ? unchecked(-(long)size) : (long)size;
        return true;
    }

    /// <summary>Reads a number times a power of ten, rounded to a whole one and saturating far outside of what a trace can hold.</summary>
    public static bool TryScaled(ReadOnlySpan<byte> text, int shift, out long value)
    {
        value = 0;
        if (!TryParts(text, out bool isNegative, out ulong mantissa, out int exponent, out _))
        {
            return false;
        }

        UInt128 scaled = mantissa;
        for (exponent += shift; exponent > 0 && scaled != 0 && scaled < long.MaxValue; exponent--)
        {
            scaled *= 10;
        }

        if (exponent < -20)
        {
            scaled = 0;
        }
        else if (exponent < 0)
        {
            UInt128 divisor = 1;
            for (; exponent < 0; exponent++)
            {
                divisor *= 10;
            }

            scaled = (scaled + (divisor / 2)) / divisor;
        }

        long most = long.MaxValue / 2;
        value = scaled > (UInt128)most ? most : (long)scaled;
        value = isNegative ? -value : value;
        return true;
    }

    /// <summary>Reads the nearest floating point number. False where there is none that is finite.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (!TryParts(text, out bool isNegative, out ulong mantissa, out int exponent, out bool isCut))
        {
            return false;
        }

        // Both are exact, so the one operation rounds correctly.
        if (!isCut && mantissa <= ExactDouble && exponent is >= -22 and <= 22)
        {
            value = exponent < 0 ? mantissa / s_powers[-exponent] : mantissa * s_powers[exponent];
            value = isNegative ? -value : value;
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static bool TryWhole(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (!TryParts(text, out bool isNegative, out ulong mantissa, out int exponent, out bool isCut) || isCut || (isNegative && mantissa != 0))
        {
            return false;
        }

        UInt128 whole = mantissa;
        for (; exponent > 0 && whole != 0; exponent--)
        {
            whole *= 10;
            if (whole > ulong.MaxValue)
            {
                return false;
            }
        }

        for (; exponent < 0 && whole != 0; exponent++)
        {
            if (whole % 10 != 0)
            {
                return false;
            }

            whole /= 10;
        }

        value = (ulong)whole;
        return true;
    }

    private static bool TryParts(ReadOnlySpan<byte> text, out bool isNegative, out ulong mantissa, out int exponent, out bool isCut)
    {
        isNegative = text.Length > 0 && text[0] == '-';
        (mantissa, exponent, isCut) = (0, 0, false);
        int digits = 0;
        bool isFraction = false;
        int i = isNegative ? 1 : 0;
        for (; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits++;
                if (mantissa < ulong.MaxValue / 10 || (mantissa == ulong.MaxValue / 10 && digit <= ulong.MaxValue % 10))
                {
                    mantissa = (mantissa * 10) + digit;
                    exponent -= isFraction ? 1 : 0;
                }
                else
                {
                    isCut |= digit != 0;
                    exponent += isFraction ? 0 : 1;
                }
            }
            else if (text[i] == '.' && !isFraction)
            {
                isFraction = true;
            }
            else
            {
                break;
            }
        }

        if (digits == 0)
        {
            return false;
        }

        if (i == text.Length)
        {
            return true;
        }

        if (text[i] is not ((byte)'e' or (byte)'E') || !int.TryParse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int power))
        {
            return false;
        }

        exponent += Math.Clamp(power, -100_000, 100_000);
        return true;
    }
}
