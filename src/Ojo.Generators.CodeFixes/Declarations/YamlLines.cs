namespace Ojo.Generators.CodeFixes.Declarations;

/// <summary>What of a YAML file's text an entry takes, with what stands around it for its sake.</summary>
internal static class YamlLines
{
    /// <summary>
    /// What goes with the entry from <paramref name="start"/> to <paramref name="end"/>: its lines, or, in braces, its comma.
    /// Null where it shares a line with the dash of its list, which must stay.
    /// </summary>
    public static TextSpan? Removal(SourceText text, int start, int end)
    {
        TextLine first = text.Lines.GetLineFromPosition(start);
        TextLine last = text.Lines.GetLineFromPosition(Math.Max(start, end - 1));
        string before = text.ToString(TextSpan.FromBounds(first.Start, start));
        string after = text.ToString(TextSpan.FromBounds(Math.Min(end, last.End), last.End)).TrimStart();
        if (before.Trim().Length == 0 && (after.Length == 0 || after[0] == '#'))
        {
            return TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
        }

        int left = start;
        while (left > 0 && char.IsWhiteSpace(text[left - 1]))
        {
            left--;
        }

        if (left > 0 && text[left - 1] == ',')
        {
            return TextSpan.FromBounds(left - 1, end);
        }

        if (after.Length == 0 || after[0] != ',')
        {
            return null;
        }

        int right = text.ToString(TextSpan.FromBounds(end, last.End)).IndexOf(',') + end + 1;
        while (right < text.Length && text[right] == ' ')
        {
            right++;
        }

        return TextSpan.FromBounds(start, right);
    }
}
