namespace Ojo.Storage.Filters;

/// <summary>Matches names and texts, in any case, against a pattern in which <c>*</c> is any text and <c>?</c> any character.</summary>
internal static class Wildcard
{
    /// <summary>What is matched with more takes the longer the more there are.</summary>
    public const int MostStars = 8;

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        (int at, int place) = (0, 0);
        (int star, int mark) = (-1, 0);
        while (place < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, mark) = (at++, place);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(text[place])))
            {
                at++;
                place++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more; those before it need not be looked at again.
                (at, place) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
