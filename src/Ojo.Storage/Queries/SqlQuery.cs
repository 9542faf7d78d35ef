namespace Ojo.Storage.Queries;

/// <summary>A statement of SQL that reads, with its parameters and limits.</summary>
public sealed record SqlQuery
{
    /// <summary>The most characters that a statement may have.</summary>
    public const int MostCharacters = 65_536;

    /// <summary>One SELECT (or WITH … SELECT, VALUES, EXPLAIN QUERY PLAN SELECT) over the names of docs/STORE.md.</summary>
    public required string Text { get; init; }

    /// <summary>The values of <c>?</c> in their order: null, a bool, a whole number, a double, a string or an array of bytes.</summary>
    public IReadOnlyList<object?> Positional { get; init; } = [];

    /// <summary>The values of <c>@name</c>, <c>:name</c> and <c>$name</c>, by the name without its sign.</summary>
    public IReadOnlyDictionary<string, object?> Named { get; init; } = new Dictionary<string, object?>();

    /// <summary>How much it may take.</summary>
    public SqlLimits Limits { get; init; } = new();

    /// <summary>Of a store that is divided by time: only the files that have events at or after this Unix time in nanoseconds. It chooses files, and no rows of them.</summary>
    public long? FromUnixNs { get; init; }

    /// <summary>Of a store that is divided by time: only the files that have events before this Unix time in nanoseconds. It chooses files, and no rows of them.</summary>
    public long? ToUnixNs { get; init; }
}
