namespace Ojo.Extensions;

/// <summary>
/// Takes a message's values out of its text by its template: they stand there already, and asking the state for them would box each.
/// </summary>
internal static class TemplateValues
{
    private const int MostValues = 16;

    /// <summary>Appends the values if there is exactly one way in which the template can have become the message.</summary>
    /// <param name="values">Where they go.</param>
    /// <param name="template">For instance <c>Packet {Number} left</c>.</param>
    /// <param name="valueCount">How many values the state has.</param>
    /// <param name="message">What was made of it.</param>
    /// <returns>False, and nothing is appended, where that is not certain: then ask the state.</returns>
    public static bool TryAppend(ValuesText values, ReadOnlySpan<char> template, int valueCount, ReadOnlySpan<char> message)
    {
        Span<Range> holes = stackalloc Range[MostValues];
        Span<Range> literals = stackalloc Range[MostValues + 1];
        int count = Split(template, holes, literals);
        if (count != valueCount)
        {
            return false;
        }

        ReadOnlySpan<char> before = template[literals[0]];
        ReadOnlySpan<char> after = template[literals[count]];
        if (count == 0)
        {
            return true;
        }

        if (message.Length < before.Length + after.Length || !message.StartsWith(before) || !message.EndsWith(after))
        {
            return false;
        }

        ReadOnlySpan<char> body = message[before.Length..^after.Length];
        Span<int> ends = stackalloc int[MostValues];
        if (!TryFind(template, literals[..(count + 1)], body, ends))
        {
            return false;
        }

        int start = 0;
        for (int i = 0; i < count; i++)
        {
            Append(values, template[holes[i]], body[start..ends[i]]);
            start = ends[i] + template[literals[i + 1]].Length;
        }

        return true;
    }

    /// <summary>Finds where each value ends. Literals are looked for from the left and from the right: they must be found in the same places.</summary>
    private static bool TryFind(ReadOnlySpan<char> template, ReadOnlySpan<Range> literals, ReadOnlySpan<char> body, Span<int> ends)
    {
        int last = literals.Length - 2;
        int at = 0;
        for (int i = 0; i < last; i++)
        {
            ReadOnlySpan<char> literal = template[literals[i + 1]];
            int found = literal.IsEmpty ? -1 : body[at..].IndexOf(literal);
            if (found < 0)
            {
                return false;
            }

            ends[i] = at + found;
            at += found + literal.Length;
        }

        ends[last] = body.Length;
        int end = body.Length;
        for (int i = last - 1; i >= 0; i--)
        {
            if (body[..end].LastIndexOf(template[literals[i + 1]]) != ends[i])
            {
                return false;
            }

            end = ends[i];
        }

        return true;
    }

    private static void Append(ValuesText values, ReadOnlySpan<char> hole, ReadOnlySpan<char> value)
    {
        int comma = hole.IndexOf(',');
        int colon = hole.IndexOf(':');
        bool isPadded = comma >= 0 && (colon < 0 || comma < colon);
        int nameLength = isPadded ? comma : colon < 0 ? hole.Length : colon;
        values.AppendText(hole[..nameLength], isPadded ? value.Trim(' ') : value);
    }

    /// <summary>Parts a template into what stands between braces and what stands around that; -1 where braces are doubled or do not match.</summary>
    private static int Split(ReadOnlySpan<char> template, Span<Range> holes, Span<Range> literals)
    {
        int count = 0;
        int start = 0;
        while (true)
        {
            int brace = template[start..].IndexOfAny('{', '}');
            if (brace < 0)
            {
                literals[count] = start..template.Length;
                return count;
            }

            int open = start + brace;
            int length = template[(open + 1)..].IndexOfAny('{', '}');
            if (count == holes.Length || template[open] == '}' || length <= 0 || template[open + 1 + length] == '{')
            {
                return -1;
            }

            literals[count] = start..open;
            holes[count++] = (open + 1)..(open + 1 + length);
            start = open + length + 2;
        }
    }
}
