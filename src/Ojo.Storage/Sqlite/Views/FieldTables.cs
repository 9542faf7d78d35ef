namespace Ojo.Storage.Sqlite.Views;

/// <summary>Where an expression finds what is not in an event's row: the store's own tables, or the views that it publishes of them.</summary>
/// <param name="Words">An event's words after the first: its number, <c>n</c>, <c>word</c>.</param>
/// <param name="Texts">An event's texts: its number, <c>n</c>, <c>value</c>.</param>
/// <param name="EventColumn">The column of both that says which event's they are.</param>
/// <param name="Strings">A run's strings: its number, <c>id</c>, <c>value</c>.</param>
/// <param name="RunColumn">The column of the strings that says which run's they are.</param>
/// <param name="Run">The event's run.</param>
/// <param name="Powers">Powers of two: <c>exponent</c>, <c>value</c>.</param>
/// <param name="Names">The names of enums' values by type, field and value; null where an expression must say them itself.</param>
internal sealed record FieldTables(
    string Words, string Texts, string EventColumn, string Strings, string RunColumn, string Run, string Powers, string? Names)
{
    /// <summary>The store's own tables; they may change with its version, and so do the views that stand on them.</summary>
    public static FieldTables OfStore { get; } = new("ojo_extend", "ojo_text", "event", "ojo_string", "run", "f.run", "ojo_power", "ojo_enum");

    /// <summary>The views that docs/STORE.md promises, for SQL that was written before the store.</summary>
    public static FieldTables Published { get; } = new("event_words", "event_texts", "event_id", "run_strings", "run_id", "e.run_id", "powers_of_two", Names: null);
}
