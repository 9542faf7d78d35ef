namespace Ojo.Conditions;

/// <summary>Finds what stands in a text outside of quotation marks.</summary>
internal static class QuotedText
{
    /// <summary>The pieces between the separators.</summary>
    public static IEnumerable<TextSlice> Split(TextSlice text, char separator) => SplitAt(text, separator.ToString());

    /// <summary>The pieces between the words, whatever their case; a word has blanks before and after it.</summary>
    public static IEnumerable<TextSlice> SplitAtWord(TextSlice text, string word) => SplitAt(text, $" {word} ");

    /// <summary>The place of the last character of a kind; -1 if there is none.</summary>
    public static int LastIndexOf(TextSlice text, char character)
    {
        int last = -1;
        for (int at = IndexOf(text, character.ToString(), 0); at >= 0; at = IndexOf(text, character.ToString(), at + 1))
        {
            last = at;
        }

        return last;
    }

    private static IEnumerable<TextSlice> SplitAt(TextSlice text, string separator)
    {
        int from = 0;
        for (int at = IndexOf(text, separator, 0); at >= 0; at = IndexOf(text, separator, from))
        {
            yield return text.First(at).After(from);
            from = at + separator.Length;
        }

        yield return text.After(from);
    }

    private static int IndexOf(TextSlice text, string wanted, int from)
    {
        // Wherever a search begins or goes on is outside of quotation marks.
        char quote = '\0';
        for (int at = from; at < text.Length; at++)
        {
            if (quote != '\0')
            {
                quote = text[at] == quote ? '\0' : quote;
            }
            else if (text.Length - at >= wanted.Length
                && string.Compare(text.Whole, text.Start + at, wanted, 0, wanted.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return at;
            }
            else if (text[at] is '\'' or '"')
            {
                quote = text[at];
            }
        }

        return -1;
    }
}
