using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Responses;

/// <summary>A statement's rows. It is written row by row; this is what it is read as.</summary>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Rows">The rows, each with a value for each column.</param>
/// <param name="RowCount">How many rows there are here.</param>
/// <param name="Kinds">For each column, the kinds of its values here: null, integer, real, text, blob.</param>
/// <param name="Stopped">Why there may be more rows: rows, bytes, time, memory, temporary_files or problem; null where these are all.</param>
/// <param name="ElapsedMs">How long it took, in milliseconds.</param>
/// <param name="Missing">The files of the store that could not be read.</param>
/// <param name="Problem">What went wrong after the first rows had been sent; null where nothing did.</param>
internal sealed record SqlResponse(
    IReadOnlyList<SqlColumnResponse> Columns, IReadOnlyList<IReadOnlyList<SqlCell>> Rows, long RowCount, IReadOnlyList<IReadOnlyList<string>> Kinds,
    string? Stopped, double ElapsedMs, IReadOnlyList<MissingPartResponse> Missing, Problem? Problem);
