using System.Globalization;
using System.Text;

namespace Ojo.Storage.Sqlite;

/// <summary>Writes names and texts into SQL so that they stay names and texts, whatever is in them.</summary>
/// <remarks>The generator, which has an older framework under it, compiles this file too.</remarks>
internal static class SqlText
{
    private const int LongestIdentifier = 64;

    /// <summary>A quoted identifier.</summary>
    public static string Name(string name) => Quoted(name, '"');

    /// <summary>A quoted text.</summary>
    public static string Literal(string text) => Quoted(text, '\'');

    /// <summary>A number.</summary>
    public static string Number(long number) => number == long.MinValue
        ? "(-9223372036854775807 - 1)"
        : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What of a foreign name may be an identifier: lower-case letters, digits and underscores, 64 at most.</summary>
    public static string Identifier(string name)
    {
        var kept = new char[Math.Min(name.Length, LongestIdentifier)];
        for (int index = 0; index < kept.Length; index++)
        {
            char c = char.ToLowerInvariant(name[index]);
            kept[index] = c is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? c : '_';
        }

        return new string(kept);
    }

    // A zero would end the statement.
    private static string Quoted(string text, char quote)
    {
        StringBuilder quoted = new StringBuilder(text.Length + 2).Append(quote);
        foreach (char c in text)
        {
            quoted.Append(c == quote ? new string(quote, 2) : c == '\0' ? "" : c.ToString());
        }

        return quoted.Append(quote).ToString();
    }
}
