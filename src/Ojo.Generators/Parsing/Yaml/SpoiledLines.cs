using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Finds lines with which no reader of YAML should begin anything: characters that nobody sees, and what a merge has left.</summary>
/// <remarks>
/// It must come first. A reader takes U+0000 for the end of the file and would lose all events after it without a word; and
/// characters that turn the direction of text show another file than the one that is read.
/// </remarks>
internal static class SpoiledLines
{
    private const int MarkerLength = 7;

    /// <summary>The numbers of the lines that have been reported, counted from 0.</summary>
    public static HashSet<int> Report(YamlSource source)
    {
        var spoiled = new HashSet<int>();
        string text = source.Text.ToString();
        bool inMerge = false;
        foreach (TextLine line in source.Text.Lines)
        {
            char marker = MarkerOf(text, line);
            if (marker == '<' || (marker != '\0' && inMerge))
            {
                // The three markers of one conflict are one fault.
                if (marker == '<')
                {
                    source.Report(YamlRules.Malformed, line.Span, "this line is left over from a merge; keep one of the two sides, and remove the markers");
                }

                inMerge = marker != '>';
                spoiled.Add(line.LineNumber);
            }

            for (int i = line.Start; i < line.End; i++)
            {
                char c = text[i];
                if (c is >= ' ' and <= '~' or '\t' or '\uFEFF' && (c != '\uFEFF' || i == 0))
                {
                    continue;
                }

                if (char.IsHighSurrogate(c) && i + 1 < line.End && char.IsLowSurrogate(text[i + 1]))
                {
                    i++;
                }
                else if (Refuse(source, c, i))
                {
                    // One message per line will do: a binary file has thousands.
                    spoiled.Add(line.LineNumber);
                    break;
                }
            }
        }

        return spoiled;
    }

    private static bool Refuse(YamlSource source, char c, int at)
    {
        string number = "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture);
        var span = new TextSpan(at, 1);
        if (c is '\uFFFD')
        {
            source.Report(YamlRules.Malformed, span, $"{number} stands for bytes that were no text; save the file as UTF-8");
        }
        else if (char.IsControl(c) || char.IsSurrogate(c) || c is '\uFEFF' or '\uFFFE' or '\uFFFF')
        {
            source.Report(YamlRules.Malformed, span, $"a text file can't hold the character {number}; remove it, or save the file as UTF-8");
        }
        else if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
        {
            source.Report(
                YamlRules.UnsupportedFeature, span, $"characters that turn the direction of text ({number})", "remove it: the line isn't what it looks like");
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>The character of a conflict marker that is all of the line but for a name after it, or NUL.</summary>
    private static char MarkerOf(string text, TextLine line)
    {
        if (line.End - line.Start < MarkerLength || text[line.Start] is not ('<' or '=' or '>' or '|'))
        {
            return '\0';
        }

        char first = text[line.Start];
        for (int i = 1; i < MarkerLength; i++)
        {
            if (text[line.Start + i] != first)
            {
                return '\0';
            }
        }

        return line.End == line.Start + MarkerLength || text[line.Start + MarkerLength] == ' ' ? first : '\0';
    }
}
