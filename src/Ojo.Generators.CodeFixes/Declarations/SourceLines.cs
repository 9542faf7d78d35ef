namespace Ojo.Generators.CodeFixes.Declarations;

/// <summary>What of a C# file's text goes with a member that goes.</summary>
internal static class SourceLines
{
    /// <summary>The lines of <paramref name="span"/> and an empty one before them, or only the span where it shares a line with something else.</summary>
    public static TextSpan Of(SourceText text, TextSpan span)
    {
        TextLine first = text.Lines.GetLineFromPosition(span.Start);
        TextLine last = text.Lines.GetLineFromPosition(span.End);
        bool isAlone = text.ToString(TextSpan.FromBounds(first.Start, span.Start)).Trim().Length == 0
            && text.ToString(TextSpan.FromBounds(span.End, last.End)).Trim().Length == 0;
        if (!isAlone)
        {
            return span;
        }

        bool followsEmpty = first.LineNumber > 0 && text.Lines[first.LineNumber - 1].ToString().Trim().Length == 0;
        int start = followsEmpty ? text.Lines[first.LineNumber - 1].Start : first.Start;
        return TextSpan.FromBounds(start, last.EndIncludingLineBreak);
    }
}
