using System.Globalization;

namespace Transfer.Demo;

/// <summary>Reads numbers with units as people write them: <c>10s</c>, <c>2%</c>, <c>50mbit</c>.</summary>
internal static class Quantity
{
    private static readonly (string Unit, double Factor)[] s_durations = [("ms", 1e-3), ("s", 1), ("m", 60), ("min", 60), ("h", 3600)];
    private static readonly (string Unit, double Factor)[] s_rates = [("bit", 1), ("kbit", 1e3), ("mbit", 1e6), ("gbit", 1e9)];
    private static readonly (string Unit, double Factor)[] s_shares = [("%", 0.01), ("", 1)];

    /// <summary>A duration of at least zero and at most a day.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        bool read = TryParse(text, s_durations, out double seconds) && seconds <= 24 * 3600;
        duration = read ? TimeSpan.FromSeconds(seconds) : default;
        return read;
    }

    /// <summary>A share of 0 to 1, also as a percentage.</summary>
    public static bool TryParseShare(string text, out double share) => TryParse(text, s_shares, out share) && share <= 1;

    /// <summary>A rate in bits per second, at least one kilobit; <c>unlimited</c> is infinite.</summary>
    public static bool TryParseRate(string text, out double rate)
    {
        if (text.Equals("unlimited", StringComparison.OrdinalIgnoreCase))
        {
            rate = double.PositiveInfinity;
            return true;
        }

        return TryParse(text, s_rates, out rate) && rate >= 1e3;
    }

    private static bool TryParse(string text, (string Unit, double Factor)[] units, out double value)
    {
        text = text.Trim();
        int digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
        {
            digits++;
        }

        foreach ((string unit, double factor) in units)
        {
            if (text.AsSpan(digits).Trim().Equals(unit, StringComparison.OrdinalIgnoreCase) &&
                double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            {
                value *= factor;
                return true;
            }
        }

        value = 0;
        return false;
    }
}
