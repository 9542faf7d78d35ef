using System.Globalization;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Names the place after which the next page begins: some numbers, written so that they fit into a URL as they are.</summary>
internal static class PageCursor
{
    public static string Write(params ReadOnlySpan<long> numbers)
    {
        var parts = new string[numbers.Length];
        for (int index = 0; index < parts.Length; index++)
        {
            parts[index] = numbers[index].ToString("x", CultureInfo.InvariantCulture);
        }

        return string.Join('.', parts);
    }

    /// <exception cref="StoreQueryException">The text was not written by <see cref="Write"/> with as many numbers.</exception>
    public static long[] Read(string cursor, int count)
    {
        string[] parts = cursor.Split('.');
        var numbers = new long[count];
        bool isValid = parts.Length == count;
        for (int index = 0; isValid && index < count; index++)
        {
            isValid = long.TryParse(parts[index], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out numbers[index]);
        }

        return isValid
            ? numbers
            : throw new StoreQueryException("The cursor is not one that a page of this list gave out. Ask for the first page without one.");
    }
}
