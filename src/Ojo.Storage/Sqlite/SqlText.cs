using System.Globalization;

namespace Ojo.Storage.Sqlite;

/// <summary>Writes names and texts into SQL so that they stay names and texts, whatever is in them.</summary>
internal static class SqlText
{
    /// <summary>A quoted identifier.</summary>
    public static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A quoted text.</summary>
    public static string Literal(string text) =>
        "'" + text.Replace("\0", "", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A number.</summary>
    public static string Number(long number) => number == long.MinValue
        ? "(-9223372036854775807 - 1)"
        : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What of a foreign name may be an identifier: lower-case letters, digits and underscores, 64 at most.</summary>
    public static string Identifier(string name)
    {
        Span<char> kept = stackalloc char[Math.Min(name.Length, 64)];
        for (int index = 0; index < kept.Length; index++)
        {
            char c = char.ToLowerInvariant(name[index]);
            kept[index] = char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '_';
        }

        return kept.ToString();
    }
}
