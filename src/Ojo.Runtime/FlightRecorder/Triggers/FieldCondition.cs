namespace Ojo.FlightRecorder.Triggers;

/// <summary>A comparison of a field with a value, as it was written: which event it is of, and so what it means, is not known yet.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Value">What with, without quotation marks.</param>
internal sealed record FieldCondition(string Field, Comparison Comparison, string Value)
{
    // The longer ones first: the shorter are their beginnings.
    private static readonly (string Sign, Comparison Comparison)[] s_signs =
    [
        ("!=", Comparison.NotEqual), ("<=", Comparison.LessOrEqual), (">=", Comparison.GreaterOrEqual), ("==", Comparison.Equal),
        ("<", Comparison.Less), (">", Comparison.Greater), ("=", Comparison.Equal),
    ];

    /// <exception cref="FormatException">It is no comparison.</exception>
    public static FieldCondition Parse(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAny("!<>=");
        foreach ((string sign, Comparison comparison) in at <= 0 ? [] : s_signs)
        {
            if (text[at..].StartsWith(sign))
            {
                string field = text[..at].Trim().ToString();
                ReadOnlySpan<char> value = text[(at + sign.Length)..].Trim();
                bool isQuoted = value.Length >= 2 && value[0] is '\'' or '"' && value[^1] == value[0];
                if (field.Length == 0 || field.Contains(' ', StringComparison.Ordinal) || (value.IsEmpty && !isQuoted))
                {
                    break;
                }

                return new FieldCondition(field, comparison, (isQuoted ? value[1..^1] : value).ToString());
            }
        }

        throw new FormatException($"\"{text.Trim()}\" is no comparison of a field with a value, such as rtt > 500ms.");
    }
}
