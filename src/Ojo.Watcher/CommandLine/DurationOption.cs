using System.CommandLine.Parsing;
using System.Globalization;

namespace Ojo.Watcher.CommandLine;

/// <summary>Reads times as people write them: <c>250ms</c>, <c>2s</c>, <c>1.5m</c>, <c>1h</c>.</summary>
internal static class DurationOption
{
    private static readonly (string Ending, double Seconds)[] s_units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Reads an option's value, and says what is wrong with it where it is no time.</summary>
    public static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (TryParse(text, out TimeSpan time))
        {
            return time;
        }

        result.AddError($"{OptionText.NameOf(result)}: '{text}' is no time; write for instance 250ms, 2s or 1m.");
        return null;
    }

    public static bool TryParse(string text, out TimeSpan time)
    {
        foreach ((string ending, double seconds) in s_units)
        {
            if (text.EndsWith(ending, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - ending.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && number * seconds is >= 0.001 and <= 7 * 24 * 3600)
            {
                time = TimeSpan.FromSeconds(number * seconds);
                return true;
            }
        }

        time = default;
        return false;
    }
}
