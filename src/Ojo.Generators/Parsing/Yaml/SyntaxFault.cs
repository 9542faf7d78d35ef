using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>Says of text that is not YAML what is wrong with it, in words for somebody who does not know how YAML is scanned.</summary>
/// <remarks>The library's own messages name the state that its scanner was in; they are the last resort.</remarks>
internal static class SyntaxFault
{
    /// <summary>The fault behind a message of the library.</summary>
    /// <param name="text">The file.</param>
    /// <param name="span">Where the library gave up.</param>
    /// <param name="message">What it said.</param>
    /// <param name="open">The <c>{</c> or <c>[</c> that was open there, if one was.</param>
    public static YamlFault Explain(SourceText text, TextSpan span, string message, int? open)
    {
        // Of a tab the library may name the place where the block around it began.
        bool saysTab = message.IndexOf(" tab", StringComparison.Ordinal) >= 0;
        if (FindInIndentation(text, saysTab ? TextSpan.FromBounds(span.Start, text.Length) : span, static c => c == '\t') is { } tab)
        {
            return new YamlFault(YamlRules.Tab, tab);
        }

        if (FindInIndentation(text, span, static c => c is not (' ' or '\t')) is { } space)
        {
            string number = "U+" + ((int)text[space.Start]).ToString("X4", CultureInfo.InvariantCulture);
            return new YamlFault(YamlRules.Malformed, space, $"{number} looks like a space and is none; indent with spaces");
        }

        TextSpan place = FindLoneColon(text, span.Start) is { } colon ? new TextSpan(colon, 1) : FirstLine(text, span);
        return new YamlFault(YamlRules.Malformed, place, Sentence(text, span, message, open));
    }

    /// <summary>A line of the first level that is no key.</summary>
    public static YamlFault NoKey(SourceText text, TextSpan span) =>
        new(YamlRules.Malformed, span, $"'{Words.ToProse(text.ToString(span))}' needs ': ' after it, with a space, and then its value");

    private static string Sentence(SourceText text, TextSpan span, string message, int? open)
    {
        bool Says(string part) => message.IndexOf(part, StringComparison.Ordinal) >= 0;
        if (Says("quoted scalar") && (Says("wrong indentation") || Says("end of stream") || Says("document indicator")))
        {
            return "the quote that opens here isn't closed in its line";
        }

        if (Says("unknown escape"))
        {
            return "after a \\ within double quotes only an escape may stand; write \\\\ for a backslash, or take single quotes";
        }

        if (Says("hexadecimal") || Says("Unicode"))
        {
            return "an escape within these quotes is no character; write \\x and two digits, or \\u and four";
        }

        if (Says("could not find expected ':'"))
        {
            return "a key needs ': ' after it, with a space, and then its value";
        }

        if (Says("expected key") && FindLoneColon(text, span.Start) is not null)
        {
            return "there is no key before this ':'; write one, or remove the line";
        }

        char before = LastBefore(text, span.Start) is >= 0 and var last ? text[last] : '\0';
        char at = span.Start < text.Length ? text[span.Start] : '\0';
        if (Says("Block sequence entries"))
        {
            return "a list can't begin in the line of its key; begin each item in a line of its own, with '- '";
        }

        if (Says("node content"))
        {
            if (at == ',')
            {
                return "there is nothing before this ','; remove it, or write what belongs there";
            }

            // The bracket has been met and not been entered yet.
            open ??= before is '{' or '[' ? LastBefore(text, span.Start) : null;
        }

        if (at is '}' or ']' && open is null)
        {
            return $"this '{at}' closes nothing; remove it";
        }

        if (open is not null && at == ':')
        {
            return "a ',' is missing before the key of this ':'";
        }

        if (open is { } bracket && !Says("invalid mapping"))
        {
            return Unclosed(text, bracket, span.Start);
        }

        if (Says("invalid mapping"))
        {
            return Says("multiline") ? "the lines before this one are no key and value; a comment begins with '#'"
                : HasKeyBefore(text, span.Start) ? "a value with ': ' in it needs quotes around it"
                : "this line stands deeper than its neighbours; put it below them";
        }

        if (Says("expected key"))
        {
            return before is '"' or '\''
                ? "there is text after the closing quote; put quotes around all of the value, and write a quote within single quotes twice"
                : HasNoColon(text, span.Start) ? "a key needs ': ' after it, with a space, and then its value"
                : "this line isn't where the keys around it stand; put it below them";
        }

        if (Says("'-' indicator"))
        {
            return "this line isn't where the items of the list stand; put it below the others, or below the keys of its item";
        }

        if (Says("cannot start any token") || Says("anchor or alias") || Says("tag"))
        {
            return $"a value that begins with '{at}' needs quotes around it";
        }

        return Says("block scalar") ? "after '|' or '>' nothing but a comment may stand; the text begins in the next line, two deeper"
            : Says("incompatible") ? "this line asks for a version of YAML that isn't known; remove the line"
            : Words.ToProse(message).TrimEnd('.');
    }

    private static string Unclosed(SourceText text, int bracket, int at)
    {
        char opening = text[bracket];
        char closing = opening == '{' ? '}' : ']';
        TextLine line = text.Lines.GetLineFromPosition(bracket);
        bool isSame = line.LineNumber == text.Lines.GetLineFromPosition(at).LineNumber;
        string where = isSame ? $"column {bracket - line.Start + 1}" : $"line {line.LineNumber + 1}";
        return $"between the '{opening}' of {where} and its '{closing}', a ',' or that '{closing}' is missing before this";
    }

    /// <summary>The <c>:</c> right before <paramref name="position"/> that has nothing before it in its line.</summary>
    private static int? FindLoneColon(SourceText text, int position)
    {
        int colon = LastBefore(text, position);
        int start = colon < 0 ? -1 : LastBefore(text, colon);
        return colon >= 0 && text[colon] == ':' && (start < 0 || text[start] is '\n' or '\r') ? colon : null;
    }

    /// <summary>Whether nothing from <paramref name="position"/> to the end of its line can be the end of a key.</summary>
    private static bool HasNoColon(SourceText text, int position)
    {
        string rest = text.ToString(TextSpan.FromBounds(position, text.Lines.GetLineFromPosition(position).End));
        return rest.Length > 0 && char.IsLetter(rest[0]) && rest.IndexOf(": ", StringComparison.Ordinal) < 0 && !rest.EndsWith(":", StringComparison.Ordinal);
    }

    /// <summary>Whether the line of <paramref name="position"/> has a key before it.</summary>
    private static bool HasKeyBefore(SourceText text, int position)
    {
        int start = text.Lines.GetLineFromPosition(position).Start;
        return text.ToString(TextSpan.FromBounds(start, position)).IndexOf(": ", StringComparison.Ordinal) >= 0;
    }

    /// <summary>Where the last character before <paramref name="position"/> is that is no space; -1 where there is none.</summary>
    private static int LastBefore(SourceText text, int position)
    {
        int i = position - 1;
        while (i >= 0 && text[i] == ' ')
        {
            i--;
        }

        return i;
    }

    /// <summary>The first such character in the indentation of a line of <paramref name="span"/>.</summary>
    private static TextSpan? FindInIndentation(SourceText text, TextSpan span, Func<char, bool> isSuch)
    {
        for (int position = span.Start; position <= span.End;)
        {
            TextLine line = text.Lines.GetLineFromPosition(position);
            for (int i = line.Start; i < line.End && char.IsWhiteSpace(text[i]); i++)
            {
                if (isSuch(text[i]))
                {
                    return new TextSpan(i, 1);
                }
            }

            position = line.EndIncludingLineBreak + (line.EndIncludingLineBreak == line.End ? 1 : 0);
        }

        return null;
    }

    private static TextSpan FirstLine(SourceText text, TextSpan span)
    {
        int end = Math.Min(span.End, Math.Max(span.Start, text.Lines.GetLineFromPosition(span.Start).End));
        return TextSpan.FromBounds(span.Start, end);
    }
}
