namespace Ojo.Storage.Sqlite.Views;

/// <summary>Where an expression finds what is not in an event's row: the store's own tables, or the views that it publishes of them.</summary>
internal sealed record FieldTables
{
    /// <summary>The store's own tables; they may change with its version, and so do the views that stand on them.</summary>
    public static FieldTables OfStore { get; } = new()
    {
        Words = "ojo_extend",
        Texts = "ojo_text",
        EventColumn = "event",
        Strings = "ojo_string",
        RunColumn = "run",
        Run = "f.run",
        Powers = "ojo_power",
        Names = "ojo_enum",
    };

    /// <summary>The views that docs/STORE.md promises, for SQL that was written before the store.</summary>
    public static FieldTables Published { get; } = new()
    {
        Words = "event_words",
        Texts = "event_texts",
        EventColumn = "event_id",
        Strings = "run_strings",
        RunColumn = "run_id",
        Run = "e.run_id",
        Powers = "powers_of_two",
        Names = null,
    };

    /// <summary>An event's words after the first: its number, <c>n</c>, <c>word</c>.</summary>
    public required string Words { get; init; }

    /// <summary>An event's texts: its number, <c>n</c>, <c>value</c>.</summary>
    public required string Texts { get; init; }

    /// <summary>The column of both that says which event's they are.</summary>
    public required string EventColumn { get; init; }

    /// <summary>A run's strings: its number, <c>id</c>, <c>value</c>.</summary>
    public required string Strings { get; init; }

    /// <summary>The column of the strings that says which run's they are.</summary>
    public required string RunColumn { get; init; }

    /// <summary>The event's run.</summary>
    public required string Run { get; init; }

    /// <summary>Powers of two: <c>exponent</c>, <c>value</c>.</summary>
    public required string Powers { get; init; }

    /// <summary>The names of enums' values by type, field and value; null where an expression must say them itself.</summary>
    public required string? Names { get; init; }
}
