using System.Globalization;

namespace Transfer.Demo;

/// <summary>Numbers as a person reads them, the same in every country.</summary>
internal static class Figures
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(double value) => value switch
    {
        >= 1e9 => Format(value / 1e9, "GB"),
        >= 1e6 => Format(value / 1e6, "MB"),
        >= 1e3 => Format(value / 1e3, "kB"),
        _ => $"{Count((long)value)} bytes",
    };

    public static string BitRate(double bitsPerSecond) => bitsPerSecond switch
    {
        double.PositiveInfinity => "unlimited bandwidth",
        >= 1e9 => Format(bitsPerSecond / 1e9, "Gbit/s"),
        >= 1e6 => Format(bitsPerSecond / 1e6, "Mbit/s"),
        _ => Format(bitsPerSecond / 1e3, "kbit/s"),
    };

    public static string Share(double share) => Format(share * 100, "%");

    public static string Milliseconds(TimeSpan time) => Format(time.TotalMilliseconds, "ms");

    public static string Clock(TimeSpan time) => time.ToString(time.TotalHours < 1 ? @"mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => Format(time.TotalSeconds, "s");

    /// <summary>"1 transfer", "2 transfers".</summary>
    public static string Plural(long count, string one) => $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

    private static string Format(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
}
