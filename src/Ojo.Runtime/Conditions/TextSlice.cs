namespace Ojo.Conditions;

/// <summary>A piece of what somebody wrote, which knows where it stands in it.</summary>
/// <param name="Whole">All that was written.</param>
/// <param name="Start">Where the piece begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct TextSlice(string Whole, int Start, int Length)
{
    public TextSlice(string whole)
        : this(whole, 0, whole.Length)
    {
    }

    public bool IsEmpty => Length == 0;

    public char this[int index] => Whole[Start + index];

    /// <summary>What stands from <paramref name="from"/> on.</summary>
    public TextSlice After(int from) => new(Whole, Start + from, Length - from);

    /// <summary>The first <paramref name="length"/> characters.</summary>
    public TextSlice First(int length) => new(Whole, Start, length);

    /// <summary>It without blanks before and behind.</summary>
    public TextSlice Trim()
    {
        (int start, int end) = (Start, Start + Length);
        while (start < end && char.IsWhiteSpace(Whole[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(Whole[end - 1]))
        {
            end--;
        }

        return new TextSlice(Whole, start, end - start);
    }

    /// <summary>The place of the first such character; -1 if there is none.</summary>
    public int IndexOf(char character)
    {
        int at = Whole.IndexOf(character, Start, Length);
        return at < 0 ? at : at - Start;
    }

    public bool StartsWith(string beginning) => Length >= beginning.Length && string.CompareOrdinal(Whole, Start, beginning, 0, beginning.Length) == 0;

    public bool IsWord(string word) => Length == word.Length && string.Compare(Whole, Start, word, 0, Length, StringComparison.OrdinalIgnoreCase) == 0;

    /// <inheritdoc/>
    public override string ToString() => Whole.Substring(Start, Length);
}
