using System.Globalization;

namespace Ojo.Storage.Decoding;

/// <summary>Points in time as text: ISO 8601 in UTC with nine digits of a second, so that text sorts as time does.</summary>
internal static class TimestampText
{
    private const long NsPerSecond = 1_000_000_000;
    private const int NsPerTick = 100;
    private const int FractionDigits = 9;

    /// <summary>The text of a number of nanoseconds since the Unix epoch: <c>2026-11-20T10:29:20.123456789Z</c>.</summary>
    public static string Of(long ns)
    {
        long seconds = Math.DivRem(ns, NsPerSecond, out long rest);
        (seconds, rest) = rest < 0 ? (seconds - 1, rest + NsPerSecond) : (seconds, rest);
        return string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-ddTHH:mm:ss}.{rest:D9}Z");
    }

    /// <summary>
    /// Reads ISO 8601 text with up to nine digits of a second; without an offset it is UTC. False too where 64 bits of
    /// nanoseconds do not reach.
    /// </summary>
    public static bool TryParse(string text, out long ns)
    {
        ns = 0;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int end = point + 1;
        while (point >= 0 && end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        string fraction = point < 0 ? "" : text[(point + 1)..end];
        string whole = point < 0 ? text : text[..point] + text[end..];
        if (fraction.Length > FractionDigits || (point >= 0 && fraction.Length == 0) || !text.Contains('-', StringComparison.Ordinal)
            || !DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
        {
            return false;
        }

        Int128 value = ((Int128)(time.UtcTicks - DateTime.UnixEpoch.Ticks) * NsPerTick)
            + (fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(FractionDigits, '0'), CultureInfo.InvariantCulture));
        ns = value < long.MinValue || value > long.MaxValue ? 0 : (long)value;
        return value >= long.MinValue && value <= long.MaxValue;
    }
}
