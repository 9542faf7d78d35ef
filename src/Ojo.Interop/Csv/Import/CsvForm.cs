namespace Ojo.Interop.Csv.Import;

/// <summary>What a column's cells are, those that are empty aside.</summary>
internal enum CsvForm
{
    Empty,
    Truth,
    Whole,
    Real,
    Date,
    Words,
}
