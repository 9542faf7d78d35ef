using System.Globalization;

namespace Ojo.Conditions;

/// <summary>Reads lengths of time as they are written in options and conditions.</summary>
internal static class TimeText
{
    private static readonly TimeSpan s_most = TimeSpan.FromDays(10_000);

    // The longer ones first: the shorter are their ends.
    private static readonly (string Unit, double Seconds)[] s_units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    /// <summary>Reads a time with its unit: <c>200ms</c>, <c>5s</c>, <c>10m</c>, <c>1.5h</c>, <c>7d</c>; more than nothing.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        foreach ((string unit, double seconds) in s_units)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string number = text.Substring(0, text.Length - unit.Length).TrimEnd();
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) || !(value * seconds <= s_most.TotalSeconds))
            {
                return false;
            }

            // Not FromSeconds, which is exact to the millisecond in one of the frameworks that this is compiled for.
            time = new TimeSpan((long)Math.Round(value * seconds * TimeSpan.TicksPerSecond));
            return time > TimeSpan.Zero;
        }

        return false;
    }
}
