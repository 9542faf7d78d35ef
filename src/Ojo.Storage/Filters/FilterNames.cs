namespace Ojo.Storage.Filters;

/// <summary>The words of the language: what may stand before an operator beside the name of a field.</summary>
internal static class FilterNames
{
    /// <summary>The names, each with what it is about.</summary>
    public static readonly IReadOnlyDictionary<string, FilterTermKind> Kinds = new Dictionary<string, FilterTermKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["type"] = FilterTermKind.Type,
        ["category"] = FilterTermKind.Category,
        ["role"] = FilterTermKind.Role,
        ["level"] = FilterTermKind.Level,
        ["provider"] = FilterTermKind.Provider,
        ["has"] = FilterTermKind.Has,
        ["flow"] = FilterTermKind.Flow,
        ["parent"] = FilterTermKind.Parent,
        ["run"] = FilterTermKind.Run,
        ["service"] = FilterTermKind.Service,
        ["host"] = FilterTermKind.Host,
        ["t"] = FilterTermKind.Time,
        ["events"] = FilterTermKind.FlowNumber,
        ["sent"] = FilterTermKind.FlowNumber,
        ["lost"] = FilterTermKind.FlowNumber,
        ["loss"] = FilterTermKind.FlowNumber,
        ["duration"] = FilterTermKind.FlowNumber,
        ["rate"] = FilterTermKind.FlowNumber,
        ["children"] = FilterTermKind.FlowNumber,
    };

    // The longer ones first: the shorter are their beginnings.
    private static readonly (string Sign, FilterOperator Operator)[] s_signs =
    [
        ("!=", FilterOperator.NotEqual), ("<=", FilterOperator.LessOrEqual), (">=", FilterOperator.GreaterOrEqual), ("==", FilterOperator.Equal),
        ("=", FilterOperator.Equal), ("<", FilterOperator.Less), (">", FilterOperator.Greater), ("~", FilterOperator.Contains), (":", FilterOperator.Is),
    ];

    /// <summary>Whether a term begins with a word of the language, and not with a field's name or a mere text.</summary>
    public static bool IsReserved(FilterTermKind kind) => kind is not (FilterTermKind.Field or FilterTermKind.Text);

    public static FilterTermKind KindOf(string name) => Kinds.GetValueOrDefault(name, FilterTermKind.Field);

    /// <summary>The operator that a text begins with.</summary>
    public static (FilterOperator Operator, int Length)? OperatorAt(ReadOnlySpan<char> text)
    {
        foreach ((string sign, FilterOperator found) in s_signs)
        {
            if (text.StartsWith(sign, StringComparison.Ordinal))
            {
                return (found, sign.Length);
            }
        }

        return null;
    }

    public static string SignOf(FilterOperator wanted) => Array.FindLast(s_signs, sign => sign.Operator == wanted).Sign;

    /// <summary>Whether a kind of term can be asked for in order, with <c>&lt;</c> and its like.</summary>
    public static bool HasOrder(FilterTermKind kind) =>
        kind is FilterTermKind.Level or FilterTermKind.Time or FilterTermKind.FlowNumber or FilterTermKind.Field;
}
