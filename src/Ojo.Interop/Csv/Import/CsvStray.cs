namespace Ojo.Interop.Csv.Import;

/// <summary>A cell that is not of its column's kind.</summary>
/// <param name="Offset">Where its row begins, in bytes from the file's beginning.</param>
/// <param name="Row">The row's number.</param>
/// <param name="Cell">What it has.</param>
internal sealed record CsvStray(long Offset, long Row, string Cell);
