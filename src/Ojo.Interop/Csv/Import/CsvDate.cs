using System.Buffers.Text;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Csv.Import;

/// <summary>Points in time as ISO 8601 writes them: a date, <c>T</c> or a blank, a time of the day, and where it is not UTC by how much.</summary>
internal static class CsvDate
{
    private const int WholeSeconds = 19;
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>Reads a point in time as nanoseconds since the Unix epoch.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixNs)
    {
        unixNs = 0;
        if (text.Length < WholeSeconds || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)' ') || text[13] != ':' || text[16] != ':'
            || !TryNumber(text[..4], out int year) || !TryNumber(text[5..7], out int month) || !TryNumber(text[8..10], out int day)
            || !TryNumber(text[11..13], out int hour) || !TryNumber(text[14..16], out int minute) || !TryNumber(text[17..19], out int second)
            || year is < 1678 or > 2261 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = text[WholeSeconds..];
        long fraction = 0;
        if (rest is [(byte)'.', ..])
        {
            int digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            int end = digits < 0 ? rest.Length : digits + 1;
            if (!DecimalNumber.TryScaled(rest[..end], 9, out fraction))
            {
                return false;
            }

            rest = rest[end..];
        }

        if (!TryOffset(rest, out int minutes))
        {
            return false;
        }

        long seconds = (new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        unixNs = ((seconds + second - (minutes * 60L)) * NsPerSecond) + fraction;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z'))
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' || !TryNumber(text[1..3], out int hours) || !TryNumber(text[4..6], out int rest))
        {
            return false;
        }

        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number) => Utf8Parser.TryParse(digits, out number, out int read) && read == digits.Length && digits[0] is >= (byte)'0' and <= (byte)'9';
}
