namespace Ojo.Storage.Filters;

/// <summary>What stands between a term's name and its values.</summary>
internal enum FilterOperator
{
    /// <summary><c>:</c>, which takes wildcards.</summary>
    Is,

    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>~</c>: contains.</summary>
    Contains,
}
