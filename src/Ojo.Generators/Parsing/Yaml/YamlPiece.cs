using Microsoft.CodeAnalysis.Text;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Lines of a file that can be read by themselves: all of it, a key of its first level, or an item of its events.</summary>
/// <param name="Key">The key; of an item, the key of the list.</param>
/// <param name="IsItem">Whether it is an item of a list.</param>
/// <param name="FirstLine">Its first line, counted from 0.</param>
/// <param name="Span">Its characters.</param>
internal sealed record YamlPiece(string Key, bool IsItem, int FirstLine, TextSpan Span)
{
    private const string List = "events";

    /// <summary>A whole file.</summary>
    public static YamlPiece Whole(SourceText text) => new("", IsItem: false, 0, new TextSpan(0, text.Length));

    /// <summary>
    /// Takes a file apart by its indentation alone, so that a fault of one event spoils no other. What stands before the first
    /// key is left out.
    /// </summary>
    public static IReadOnlyList<YamlPiece> Split(SourceText text)
    {
        var pieces = new List<YamlPiece>();
        int depth = -1;
        foreach (TextLine line in text.Lines)
        {
            int indent = Indent(text, line);
            bool isList = pieces.Count > 0 && pieces[pieces.Count - 1] is { Key: List };
            if (indent == 0 && line.End > line.Start && text[line.Start] is '"' or '\'' or '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            {
                depth = -1;
                pieces.Add(new YamlPiece(KeyOf(text, line), IsItem: false, line.LineNumber, line.SpanIncludingLineBreak));
            }
            else if (isList && IsItemStart(text, line, indent) && (indent == depth || depth < 0))
            {
                depth = indent;
                pieces.Add(new YamlPiece(List, IsItem: true, line.LineNumber, line.SpanIncludingLineBreak));
            }
            else if (pieces.Count > 0)
            {
                YamlPiece last = pieces[pieces.Count - 1];
                pieces[pieces.Count - 1] = last with { Span = TextSpan.FromBounds(last.Span.Start, line.EndIncludingLineBreak) };
            }
        }

        return pieces;
    }

    private static int Indent(SourceText text, TextLine line)
    {
        int i = line.Start;
        while (i < line.End && text[i] == ' ')
        {
            i++;
        }

        return i - line.Start;
    }

    private static bool IsItemStart(SourceText text, TextLine line, int indent)
    {
        int at = line.Start + indent;
        return at < line.End && text[at] == '-' && (at + 1 == line.End || text[at + 1] is ' ' or '\t');
    }

    private static string KeyOf(SourceText text, TextLine line)
    {
        int end = line.Start;
        while (end < line.End && text[end] is not (':' or ' ' or '\t'))
        {
            end++;
        }

        return text.ToString(TextSpan.FromBounds(line.Start, end)).Trim('"', '\'');
    }
}
