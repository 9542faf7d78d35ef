using System.Globalization;
using System.Text;

namespace Ojo.Generators.Emit;

/// <summary>Foreign text in C: nothing in it ends a comment or a literal, or makes a compiler warn.</summary>
internal static class CText
{
    /// <summary>Text inside a comment. Marks of comments and trigraphs are pulled apart, and what would turn the text around is spelt out.</summary>
    public static string Comment(string text)
    {
        var result = new StringBuilder(text.Length);
        char before = ' ';
        foreach (char c in text)
        {
            if ((before, c) is ('*', '/') or ('/', '*') or ('?', '?'))
            {
                result.Append(' ');
            }

            if (IsDirection(c))
            {
                result.Append("<U+").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)).Append('>');
            }
            else
            {
                result.Append(c);
            }

            before = c;
        }

        // A backslash at the end of a line would draw the next one up.
        return before == '\\' ? result.Append('.').ToString() : result.ToString();
    }

    /// <summary>A string literal with the quotes, of ASCII alone.</summary>
    public static string Literal(string text)
    {
        var result = new StringBuilder("\"");
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            bool isPlain = b is >= (byte)' ' and < 0x7F && (char)b is not ('"' or '\\' or '?');
            result.Append(isPlain ? ((char)b).ToString() : "\\" + Convert.ToString(b, 8).PadLeft(3, '0'));
        }

        return result.Append('"').ToString();
    }

    private static bool IsDirection(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
