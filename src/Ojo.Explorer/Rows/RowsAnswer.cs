namespace Ojo.Explorer.Rows;

/// <summary>An answer as rows, ready to be sent.</summary>
/// <param name="Json">The rows.</param>
/// <param name="NextCursor">Names the rows that follow; null where there are none.</param>
/// <param name="IsPartial">Whether something is missing.</param>
internal sealed record RowsAnswer(ReadOnlyMemory<byte> Json, string? NextCursor, bool IsPartial);
