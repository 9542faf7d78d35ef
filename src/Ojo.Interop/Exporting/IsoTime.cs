namespace Ojo.Interop.Exporting;

/// <summary>Points in time as ISO 8601 in UTC with nine digits of a second: <c>2026-11-20T10:29:20.123456789Z</c>.</summary>
internal static class IsoTime
{
    /// <summary>How many bytes each takes.</summary>
    public const int Length = 30;

    private const long NsPerSecond = 1_000_000_000;

    /// <summary>Writes a number of nanoseconds since the Unix epoch.</summary>
    public static void Write(long ns, Span<byte> text)
    {
        (long seconds, long rest) = Math.DivRem(ns, NsPerSecond);
        (seconds, rest) = rest < 0 ? (seconds - 1, rest + NsPerSecond) : (seconds, rest);
        DateTime time = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);
        (int year, int month, int day) = DateOnly.FromDateTime(time);
        Digits(text[..4], year);
        text[4] = (byte)'-';
        Digits(text[5..7], month);
        text[7] = (byte)'-';
        Digits(text[8..10], day);
        text[10] = (byte)'T';
        Digits(text[11..13], time.Hour);
        text[13] = (byte)':';
        Digits(text[14..16], time.Minute);
        text[16] = (byte)':';
        Digits(text[17..19], time.Second);
        text[19] = (byte)'.';
        Digits(text[20..29], (int)rest);
        text[29] = (byte)'Z';
    }

    private static void Digits(Span<byte> text, int number)
    {
        for (int at = text.Length - 1; at >= 0; at--)
        {
            (number, int digit) = Math.DivRem(number, 10);
            text[at] = (byte)('0' + digit);
        }
    }
}
