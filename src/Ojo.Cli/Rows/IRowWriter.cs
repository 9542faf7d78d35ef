namespace Ojo.Cli.Rows;

/// <summary>Writes rows as they come. A cell is null, a number, a bool, a string, an array of bytes, or an event's fields.</summary>
internal interface IRowWriter
{
    /// <summary>Begins, with the columns' names; two may be the same.</summary>
    void Begin(IReadOnlyList<string> columns);

    /// <summary>Writes a row. The array is the caller's again afterwards.</summary>
    void Write(ReadOnlySpan<object?> cells);

    /// <summary>Writes what is still to be written.</summary>
    void End();
}
