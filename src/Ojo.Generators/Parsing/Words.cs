using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Ojo.Generators.Parsing;

/// <summary>Turns names from one convention into another: <c>PacketSent</c>, <c>packetSent</c>, <c>packet_sent</c>, <c>PACKET_SENT</c>.</summary>
internal static class Words
{
    /// <summary><c>PACKET_SENT</c> or <c>packet_sent</c> → <c>PacketSent</c>.</summary>
    public static string ToPascal(string snake)
    {
        var result = new StringBuilder(snake.Length);
        bool first = true;
        foreach (char c in snake)
        {
            if (c == '_')
            {
                first = true;
                continue;
            }

            result.Append(first ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
            first = false;
        }

        return result.ToString();
    }

    /// <summary><c>packet_sent</c> → <c>packetSent</c>.</summary>
    public static string ToCamel(string snake)
    {
        string pascal = ToPascal(snake);
        return pascal.Length == 0 ? pascal : char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
    }

    /// <summary><c>PacketSent</c> or <c>packetSent</c> → <c>packet_sent</c>; <c>RTTSample</c> → <c>rtt_sample</c>.</summary>
    public static string ToSnake(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (c == '_')
            {
                Separate(result);
                continue;
            }

            bool startsWord = char.IsUpper(c) && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                Separate(result);
            }

            result.Append(char.ToLowerInvariant(c));
        }

        return result.ToString().TrimEnd('_');
    }

    /// <summary>Whether <paramref name="name"/> is words of A–Z and 0–9 joined by single underscores, a letter first.</summary>
    public static bool IsWireName(string name) => IsSnake(name, 'A', 'Z');

    /// <summary>Whether <paramref name="name"/> is words of a–z and 0–9 joined by single underscores, a letter first.</summary>
    public static bool IsFieldName(string name) => IsSnake(name, 'a', 'z');

    /// <summary>Whether <paramref name="name"/> is letters, digits, and <c>_ - .</c> between them, a letter first: a category, a provider.</summary>
    public static bool IsDottedName(string name)
    {
        if (name.Length is 0 or > MaxLength || !char.IsLetter(name[0]))
        {
            return false;
        }

        for (int i = 1; i < name.Length; i++)
        {
            bool joint = name[i] is '.' or '-';
            if (!char.IsLetterOrDigit(name[i]) && name[i] != '_' && !(joint && i + 1 < name.Length && name[i - 1] is not ('.' or '-')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <paramref name="text"/> is letters, digits and <c>. - +</c> of ASCII, a letter or digit first: <c>0.3</c>, <c>2026-11</c>.</summary>
    public static bool IsVersion(string text) =>
        text.Length is > 0 and <= MaxLength
        && text[0] is not ('.' or '-' or '+')
        && text.All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '.' or '-' or '+');

    /// <summary>Whether <paramref name="name"/> can stand in C# as it is: an identifier and no keyword.</summary>
    public static bool IsTypeName(string name) => SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;

    /// <summary><paramref name="identifier"/>, with an <c>@</c> before it where it is a keyword.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) is SyntaxKind.FieldKeyword
            ? "@" + identifier
            : identifier;

    /// <summary>
    /// <paramref name="text"/> on one line, fit for every output: white space and control characters become single
    /// spaces, and half a surrogate pair the replacement character.
    /// </summary>
    public static string ToProse(string? text)
    {
        var result = new StringBuilder();
        for (int i = 0; i < (text?.Length ?? 0); i++)
        {
            char c = text![i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (result.Length > 0 && result[result.Length - 1] != ' ')
                {
                    result.Append(' ');
                }
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
            }
            else
            {
                result.Append(char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' ? '\uFFFD' : c);
            }
        }

        return result.ToString().TrimEnd(' ');
    }

    /// <summary><paramref name="text"/> on one line and short enough to be quoted in a message.</summary>
    public static string Shorten(string text)
    {
        // The first characters are enough to shorten by, and a hostile text may have millions.
        string prose = ToProse(text.Length > 2 * MaxShown ? text.Substring(0, 2 * MaxShown) : text);
        return prose.Length <= MaxShown && text.Length <= 2 * MaxShown ? prose
            : ToProse(prose.Substring(0, Math.Min(MaxShown, prose.Length))) + "…";
    }

    private const int MaxShown = 40;
    private const int MaxLength = 128;

    private static bool IsSnake(string name, char first, char last)
    {
        if (name.Length is 0 or > MaxLength || name[0] < first || name[0] > last || name[name.Length - 1] == '_')
        {
            return false;
        }

        for (int i = 1; i < name.Length; i++)
        {
            char c = name[i];
            if (!(c >= first && c <= last) && c is not (>= '0' and <= '9') && !(c == '_' && name[i - 1] != '_'))
            {
                return false;
            }
        }

        return true;
    }

    private static void Separate(StringBuilder result)
    {
        if (result.Length > 0 && result[result.Length - 1] != '_')
        {
            result.Append('_');
        }
    }
}
