using System.Globalization;
using System.Text;

namespace Ojo.Watcher;

/// <summary>Text in which everything is seen that is in it, and nothing acts on a terminal or a log: file names may hold anything.</summary>
internal static class PrintableText
{
    /// <summary>The same text on one line, with <c>\x1B</c> and <c>\u202E</c> in place of what would be obeyed and not shown.</summary>
    public static string Of(string text)
    {
        int first = 0;
        while (first < text.Length && IsPlain(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var printable = new StringBuilder(text, 0, first, text.Length + 16);
        while (first < text.Length)
        {
            // A rune that is none comes out as U+FFFD.
            Rune.DecodeFromUtf16(text.AsSpan(first), out Rune rune, out int length);
            first += length;
            if (IsObeyed(rune))
            {
                printable.Append(rune.Value <= 0xFF ? "\\x" : "\\u").Append(rune.Value.ToString(rune.Value <= 0xFF ? "X2" : "X4", CultureInfo.InvariantCulture));
            }
            else
            {
                printable.Append(rune);
            }
        }

        return printable.ToString();
    }

    private static bool IsPlain(char character) => character is >= ' ' and < (char)0x7F;

    /// <summary>Controls, ends of lines and paragraphs, and what turns the direction of writing or cannot be seen.</summary>
    private static bool IsObeyed(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
