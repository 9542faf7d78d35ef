namespace Ojo.Conditions;

/// <summary>A comparison of a field with a value, as it was written: which event it is of, and so what it means, is not known yet.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Value">What with, without quotation marks.</param>
/// <param name="Whole">All of it.</param>
internal sealed record FieldCondition(TextSlice Field, Comparison Comparison, TextSlice Value, TextSlice Whole)
{
    // The longer ones first: the shorter are their beginnings.
    private static readonly (string Sign, Comparison Comparison)[] s_signs =
    [
        ("!=", Comparison.NotEqual), ("<=", Comparison.LessOrEqual), (">=", Comparison.GreaterOrEqual), ("==", Comparison.Equal),
        ("<", Comparison.Less), (">", Comparison.Greater), ("=", Comparison.Equal),
    ];

    /// <exception cref="ConditionException">It is no comparison.</exception>
    public static FieldCondition Parse(TextSlice text)
    {
        text = text.Trim();
        int at = 0;
        while (at < text.Length && text[at] is not ('!' or '<' or '>' or '='))
        {
            at++;
        }

        foreach ((string sign, Comparison comparison) in s_signs)
        {
            if (text.After(at).StartsWith(sign))
            {
                TextSlice field = text.First(at).Trim();
                TextSlice value = text.After(at + sign.Length).Trim();
                bool isQuoted = value.Length >= 2 && value[0] is '\'' or '"' && value[value.Length - 1] == value[0];
                if (field.IsEmpty || field.IndexOf(' ') >= 0 || (value.IsEmpty && !isQuoted))
                {
                    break;
                }

                return new FieldCondition(field, comparison, isQuoted ? value.First(value.Length - 1).After(1) : value, text);
            }
        }

        throw new ConditionException(text, $"\"{text}\" is no comparison of a field with a value, such as rtt > 500ms.") { IsSyntax = true };
    }
}
