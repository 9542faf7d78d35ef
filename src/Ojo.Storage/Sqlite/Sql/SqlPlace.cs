using System.Text;
using System.Text.RegularExpressions;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Finds the place in a statement that SQLite complains about: this version of it names what is wrong and not where.</summary>
internal static partial class SqlPlace
{
    /// <param name="message">What SQLite says.</param>
    /// <param name="utf8">The statement.</param>
    /// <param name="end">How far SQLite came: for what it cannot parse, just behind the word.</param>
    /// <returns>The place in characters; null where there is none.</returns>
    public static (int Offset, int Length)? Find(string message, byte[] utf8, int end)
    {
        if (message.StartsWith("incomplete input", StringComparison.Ordinal))
        {
            return (Encoding.UTF8.GetCharCount(utf8), 0);
        }

        if (Near().Match(message) is { Success: true } near)
        {
            byte[] word = Encoding.UTF8.GetBytes(near.Groups["word"].Value);
            int start = utf8.AsSpan(0, end).EndsWith(word) ? end - word.Length : utf8.AsSpan(0, end).LastIndexOf(word);
            return start < 0 ? null : Chars(utf8, start, word.Length);
        }

        if (Unrecognized().Match(message) is { Success: true } token)
        {
            byte[] word = Encoding.UTF8.GetBytes(token.Groups["word"].Value);
            return Chars(utf8, end, Math.Min(word.Length, utf8.Length - end));
        }

        return Named().Match(message) is { Success: true } named ? FindName(Encoding.UTF8.GetString(utf8), named.Groups["name"].Value) : null;
    }

    /// <summary>The first word outside of texts and comments that is one of those looked for; null where none is.</summary>
    public static (int Offset, int Length)? FindWord(string text, Func<string, bool> isLookedFor)
    {
        foreach (Match word in Words().Matches(text))
        {
            if (word.Groups["name"] is { Success: true } name && isLookedFor(name.Value))
            {
                return (name.Index, name.Length);
            }
        }

        return null;
    }

    /// <summary>A place as people count lines and columns, both from 1.</summary>
    public static string Describe(string text, int offset)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, offset);
        int line = before.Count('\n') + 1;
        int column = offset - (before.LastIndexOf('\n') + 1) + 1;
        return FormattableString.Invariant($" at line {line}, column {column}");
    }

    private static (int Offset, int Length) Chars(byte[] utf8, int start, int length) =>
        (Encoding.UTF8.GetCharCount(utf8, 0, start), Encoding.UTF8.GetCharCount(utf8, start, length));

    /// <summary>The first place that has the name as a word of its own, outside of texts and comments; a name of several parts may stand there by its last.</summary>
    private static (int Offset, int Length)? FindName(string text, string name)
    {
        string[] candidates = name.Contains('.', StringComparison.Ordinal) ? [name, name[(name.LastIndexOf('.') + 1)..]] : [name];
        foreach (string candidate in candidates.Where(static candidate => candidate.Length > 0))
        {
            foreach (Match word in Words().Matches(text))
            {
                // Words come one by one, so a name of several parts is looked for at each.
                if (word.Groups["name"] is { Success: true } found
                    && text.AsSpan(found.Index).StartsWith(candidate, StringComparison.OrdinalIgnoreCase)
                    && (found.Index + candidate.Length == text.Length || !IsWordCharacter(text[found.Index + candidate.Length])))
                {
                    return (found.Index, candidate.Length);
                }
            }
        }

        return null;
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' || c > '\x7F';

    [GeneratedRegex("""^near "(?<word>.+)": syntax error$""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Near();

    [GeneratedRegex("""^unrecognized token: "(?<word>.+)"$""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Unrecognized();

    [GeneratedRegex("""(?:no such (?:column|table|function|window|collation sequence|index|module)|ambiguous column name|circular reference|no tables specified|unknown function|misuse of (?:aliased )?(?:aggregate|window function)|wrong number of arguments to function|view)[: ]+(?<name>[^\s():]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    // Texts and comments are passed over; what is quoted is looked into.
    [GeneratedRegex("""'(?:[^']|'')*'|--[^\n]*|/\*.*?(?:\*/|$)|(?<name>[\p{L}_][\p{L}\p{N}_$]*)""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
