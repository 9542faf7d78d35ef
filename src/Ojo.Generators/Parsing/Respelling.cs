using System.Text;

namespace Ojo.Generators.Parsing;

/// <summary>The valid name that says the same as one that is not: for the fix that writes it. Null where that would be a guess.</summary>
internal static class Respelling
{
    /// <summary><c>probe-sent</c> or <c>ProbeSent</c> → <c>PROBE_SENT</c>.</summary>
    public static string? WireName(string text) => Snake(text)?.ToUpperInvariant() is { } name && Words.IsWireName(name) ? name : null;

    /// <summary><c>packet-number</c> or <c>PacketNumber</c> → <c>packet_number</c>.</summary>
    public static string? FieldName(string text) => Snake(text) is { } name && Words.IsFieldName(name) ? name : null;

    /// <summary><c>Flow control</c> → <c>FlowControl</c>.</summary>
    public static string? Category(string text) => Join(text, "");

    /// <summary><c>game/netcode</c> → <c>game.netcode</c>.</summary>
    public static string? Provider(string text) => Join(text, ".");

    /// <summary><c>0.3 beta</c> → <c>0.3-beta</c>.</summary>
    public static string? Version(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            bool isRight = Words.IsVersion("0" + c);
            bool follows = result.Length > 0 && (isRight || result[result.Length - 1] != '-');
            if (follows || (isRight && c is not ('.' or '-' or '+')))
            {
                result.Append(isRight ? c : '-');
            }
        }

        string version = result.ToString().TrimEnd('-');
        return Words.IsVersion(version) ? version : null;
    }

    private static string? Snake(string text)
    {
        // Letters of other alphabets have no one spelling in this one.
        if (text.Any(static c => c > '\x7F'))
        {
            return null;
        }

        var words = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            words.Append(char.IsLetterOrDigit(c) ? c : '_');
        }

        return Words.ToSnake(words.ToString());
    }

    /// <summary>The words of <paramref name="text"/> with <paramref name="joint"/> between them; with capitals instead, where that is empty.</summary>
    private static string? Join(string text, string joint)
    {
        var result = new StringBuilder(text.Length);
        bool isBetween = false;
        foreach (char c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.' or '-'))
            {
                isBetween = true;
                continue;
            }

            bool isWord = isBetween && result.Length > 0;
            result.Append(isWord ? joint : "").Append(isWord && joint.Length == 0 ? char.ToUpperInvariant(c) : c);
            isBetween = false;
        }

        string name = result.ToString().Trim('_', '.', '-');
        return Words.IsDottedName(name) ? name : null;
    }
}
