using System.Globalization;
using Ojo.Conditions;

namespace Ojo.Storage.Filters;

/// <summary>Reads the text of a filter. Each character is looked at a few times, whatever they are.</summary>
internal static class FilterSyntax
{
    private static readonly char[] s_blanks = ['\t', '\r', '\n'];

    /// <exception cref="FilterException">It is no filter.</exception>
    public static IReadOnlyList<FilterTerm> Parse(string text)
    {
        if (text.Length > Filter.MostCharacters)
        {
            throw new FilterException(
                string.Create(CultureInfo.InvariantCulture, $"The filter has {text.Length} characters, and {Filter.MostCharacters} are the most. Leave something out."),
                Filter.MostCharacters, text.Length - Filter.MostCharacters, "");
        }

        RequireText(text);
        var terms = new List<FilterTerm>();
        foreach (TextSlice piece in Pieces(text))
        {
            if (terms.Count == Filter.MostTerms)
            {
                throw FilterTerm.Fault(
                    new TextSlice(text).After(piece.Start),
                    string.Create(CultureInfo.InvariantCulture, $"A filter has at most {Filter.MostTerms} terms. Join several of a kind with commas: type:A,B."));
            }

            terms.Add(Term(piece));
        }

        return terms;
    }

    /// <summary>What stands between blanks.</summary>
    public static IEnumerable<TextSlice> Pieces(string text)
    {
        string blanked = text.IndexOfAny(s_blanks) < 0 ? text : string.Concat(text.Select(static c => s_blanks.Contains(c) ? ' ' : c));
        return QuotedText.Split(new TextSlice(blanked), ' ').Where(static piece => !piece.IsEmpty).Select(piece => new TextSlice(text, piece.Start, piece.Length));
    }

    /// <summary>The terms of a text that are understood, whatever is wrong with others.</summary>
    public static IReadOnlyList<FilterTerm> Understood(string text)
    {
        var terms = new List<FilterTerm>();
        foreach (TextSlice piece in text.Length > Filter.MostCharacters ? [] : Pieces(text).Take(Filter.MostTerms))
        {
            try
            {
                RequireText(piece.ToString());
                terms.Add(Term(piece));
            }
            catch (FilterException)
            {
                // Whoever asks is told of it by itself.
            }
        }

        return terms;
    }

    private static FilterTerm Term(TextSlice piece)
    {
        bool isNegated = piece[0] == '-';
        TextSlice body = piece.After(isNegated ? 1 : 0);
        if (body.IsEmpty || body[0] == '-')
        {
            throw FilterTerm.Fault(piece, body.IsEmpty
                ? "Nothing follows the minus. Write what must not hold right after it: -type:PACKET_SENT."
                : "One minus is enough; a text that begins with one stands in quotation marks.", body.IsEmpty ? "" : "-" + body.ToString().TrimStart('-'));
        }

        int at = EndOfName(body);
        if (at == body.Length || FilterNames.OperatorAt(body.After(at).Span()) is not (FilterOperator sign, int length))
        {
            return new FilterTerm(FilterTermKind.Text, isNegated, body.First(0), FilterOperator.Is, Values(body), piece);
        }

        TextSlice name = body.First(at);
        RequireName(name, body);
        FilterTermKind kind = FilterNames.KindOf(name.ToString());
        TextSlice behind = body.After(at + length);
        if (behind.IsEmpty)
        {
            throw FilterTerm.Fault(piece, $"Nothing follows “{body}”. Write a value right after it, without a blank.");
        }

        IReadOnlyList<FilterValue> values = Values(behind);
        if (kind == FilterTermKind.Field)
        {
            return new FilterTerm(kind, isNegated, name, sign, values, piece);
        }

        (sign, isNegated) = Reserved(kind, sign, isNegated, body.First(at + length));
        return new FilterTerm(kind, isNegated, name, sign, values, piece);
    }

    /// <summary>The operator of a word of the language: there, = says what : says.</summary>
    private static (FilterOperator Sign, bool IsNegated) Reserved(FilterTermKind kind, FilterOperator sign, bool isNegated, TextSlice beginning) => sign switch
    {
        FilterOperator.Is or FilterOperator.Equal => (FilterOperator.Is, isNegated),
        FilterOperator.NotEqual => (FilterOperator.Is, !isNegated),
        FilterOperator.Contains => throw FilterTerm.Fault(
            beginning, $"“{beginning}” asks for a piece of a text. Write a wildcard instead: {beginning.First(beginning.Length - 1)}:*piece*.", $"{beginning.First(beginning.Length - 1)}:"),
        _ when FilterNames.HasOrder(kind) => (sign, isNegated),
        _ => throw FilterTerm.Fault(
            beginning, $"“{beginning}” asks for an order, which this has none of. Write {beginning.ToString().TrimEnd('<', '>', '=')}:value.", beginning.ToString().TrimEnd('<', '>', '=') + ":"),
    };

    /// <summary>Where an operator or a quotation mark stands first.</summary>
    public static int EndOfName(TextSlice body)
    {
        int at = 0;
        while (at < body.Length && body[at] is not (':' or '=' or '<' or '>' or '~' or '"' or '\'') && !(body[at] == '!' && at + 1 < body.Length && body[at + 1] == '='))
        {
            at++;
        }

        return at;
    }

    private static List<FilterValue> Values(TextSlice text)
    {
        var values = new List<FilterValue>();
        foreach (TextSlice piece in QuotedText.Split(text, ','))
        {
            values.Add(Value(piece));
        }

        return values;
    }

    private static FilterValue Value(TextSlice piece)
    {
        if (piece.IsEmpty)
        {
            int at = Math.Max(0, piece.Start - 1);
            throw FilterTerm.Fault(new TextSlice(piece.Whole, at, 1), "A value is missing at this comma. Take the comma away, or put the text in quotation marks if the comma belongs to it.");
        }

        bool isQuoted = piece[0] is '"' or '\'';
        TextSlice inside = isQuoted && piece.Length > 1 && piece[^1] == piece[0] ? piece.First(piece.Length - 1).After(1) : piece;
        if (isQuoted && (inside.Length == piece.Length || inside.IndexOf(piece[0]) >= 0))
        {
            throw inside.Length == piece.Length && piece.After(1).IndexOf(piece[0]) < 0
                ? FilterTerm.Fault(piece, $"The quotation mark is not closed. Close it with another {piece[0]}.", piece.ToString() + piece[0])
                : FilterTerm.Fault(piece, "After a quotation mark that closes there must be a comma or a blank. Text with quotation marks in it stands in the other kind: 'say \"hello\"'.");
        }

        if (!isQuoted && Math.Max(piece.IndexOf('"'), piece.IndexOf('\'')) >= 0)
        {
            char other = piece.IndexOf('"') >= 0 ? '\'' : '"';
            throw FilterTerm.Fault(
                piece, "A quotation mark stands within a text. Put all of the text in quotation marks of the other kind.",
                piece.IndexOf(other) >= 0 ? null : $"{other}{piece}{other}");
        }

        if (isQuoted && inside.Span().IndexOfAny(s_blanks) is >= 0 and int broken)
        {
            throw FilterTerm.Fault(inside.After(broken).First(1), "A text stands on one line, without a tab. Write a blank here.", " ");
        }

        return isQuoted || piece.Span().Count('*') <= Wildcard.MostStars
            ? new FilterValue(inside, isQuoted)
            : throw FilterTerm.Fault(piece, string.Create(CultureInfo.InvariantCulture, $"A value has at most {Wildcard.MostStars} wildcards *. Leave some out."));
    }

    private static void RequireName(TextSlice name, TextSlice body)
    {
        bool isName = !name.IsEmpty && IsOfNames(name.Span()) && (!char.IsAsciiDigit(name[0]) || IsIdAndField(name.Span()));
        if (!isName)
        {
            string text = body.ToString();
            throw FilterTerm.Fault(
                body, name.IsEmpty
                    ? $"“{body}” begins with an operator. Write the name of a field before it, such as cwnd>20KiB; a text that is looked for stands in quotation marks."
                    : $"“{name}” is no name of a field. A text that is looked for as it is stands in quotation marks.",
                text.Contains('"', StringComparison.Ordinal) ? null : $"\"{text}\"");
        }
    }

    private static bool IsOfNames(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.' or '*' or '?'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a name is that of a field of a type that is named by its id: <c>0x00000002.packet_number</c>.</summary>
    private static bool IsIdAndField(ReadOnlySpan<char> name) => name.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && name.Contains('.');

    /// <summary>Refuses what cannot be seen, and what is no text.</summary>
    private static void RequireText(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            bool isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            if ((char.IsControl(text[at]) && !s_blanks.Contains(text[at])) || (char.IsSurrogate(text[at]) && !isPair))
            {
                throw new FilterException(
                    string.Create(CultureInfo.InvariantCulture, $"The character U+{(int)text[at]:X4} cannot stand in a filter. Take it away."), at, 1, "");
            }

            at += isPair ? 1 : 0;
        }
    }
}
