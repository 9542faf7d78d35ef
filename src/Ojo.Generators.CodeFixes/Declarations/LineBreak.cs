namespace Ojo.Generators.CodeFixes.Declarations;

/// <summary>Ends lines as a file ends its own.</summary>
internal static class LineBreak
{
    /// <summary>What ends the first line of <paramref name="text"/>, or a line feed where there is one line only.</summary>
    public static string Of(SourceText text)
    {
        TextLine first = text.Lines[0];
        string ending = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        return ending.Length > 0 ? ending : "\n";
    }
}
