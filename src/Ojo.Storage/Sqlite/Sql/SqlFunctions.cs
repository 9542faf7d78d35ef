namespace Ojo.Storage.Sqlite.Sql;

/// <summary>The functions that a statement may call: those that compute a value of their arguments, and nothing else.</summary>
/// <remarks>
/// What is not listed is refused, so a newer SQLite brings nothing in by itself. <c>json_patch</c> is left out because its time
/// grows with the product of its arguments' sizes.
/// </remarks>
internal static class SqlFunctions
{
    private static readonly HashSet<string> s_allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "abs", "char", "coalesce", "format", "glob", "hex", "ifnull", "iif", "instr", "length", "like", "likelihood", "likely", "lower", "ltrim",
        "max", "min", "nullif", "octet_length", "printf", "quote", "random", "randomblob", "replace", "round", "rtrim", "sign", "sqlite_version",
        "substr", "substring", "trim", "typeof", "unicode", "unlikely", "upper", "zeroblob",
        "current_date", "current_time", "current_timestamp", "date", "datetime", "julianday", "strftime", "time", "timediff", "unixepoch",
        "avg", "count", "group_concat", "string_agg", "sum", "total",
        "cume_dist", "dense_rank", "first_value", "lag", "last_value", "lead", "nth_value", "ntile", "percent_rank", "rank", "row_number",
        "acos", "asin", "atan", "atan2", "ceil", "ceiling", "cos", "degrees", "exp", "floor", "ln", "log", "log10", "log2", "mod", "pi", "pow", "power",
        "radians", "sin", "sqrt", "tan", "trunc",
        "json", "json_array", "json_array_length", "json_extract", "json_group_array", "json_group_object", "json_insert", "json_object",
        "json_quote", "json_remove", "json_replace", "json_set", "json_type", "json_valid", "->", "->>",
    };

    public static bool IsAllowed(string name) => s_allowed.Contains(name);
}
