using Ojo.Generators.Parsing.Locks;

namespace Ojo.Generators.CodeFixes.Declarations;

/// <summary>Edits of an events.lock. What they leave is sorted if it was before.</summary>
/// <param name="text">The lock.</param>
internal sealed class LockText(SourceText text)
{
    /// <summary>Brings <paramref name="line"/> in before the first line that sorts after it.</summary>
    public TextChange Insert(string line)
    {
        string ending = LineBreak.Of(text);
        TextLine? previous = null;
        foreach (TextLine other in text.Lines)
        {
            string words = other.ToString();
            if (!IsEntry(words))
            {
                continue;
            }

            if (string.CompareOrdinal(words, line) > 0)
            {
                return new TextChange(new TextSpan(other.Start, 0), line + ending);
            }

            previous = other;
        }

        // After the last entry, or at the end of a lock that has none; its last line may lack its end.
        TextLine last = previous ?? text.Lines[text.Lines.Count - 1];
        bool isClosed = last.EndIncludingLineBreak > last.End || last.Span.IsEmpty;
        return new TextChange(new TextSpan(last.EndIncludingLineBreak, 0), isClosed ? line + ending : ending + line);
    }

    /// <summary>Puts <paramref name="line"/> in the place of the event called <paramref name="label"/>; null where there is none.</summary>
    public TextChange? Replace(string label, string line)
    {
        foreach (TextLine other in text.Lines)
        {
            string[] words = other.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 2 && LockLine.Label(words[0], words[2]) == label)
            {
                return new TextChange(other.Span, line);
            }
        }

        return null;
    }

    /// <summary>Takes the line at <paramref name="position"/> away.</summary>
    public TextChange Remove(int position) => new(text.Lines.GetLineFromPosition(position).SpanIncludingLineBreak, "");

    private static bool IsEntry(string line) => line.Trim() is { Length: > 0 } words && words[0] != '#';
}
