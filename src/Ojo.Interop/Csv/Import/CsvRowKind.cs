namespace Ojo.Interop.Csv.Import;

/// <summary>The rows of one event, and how many of them have something in each column.</summary>
/// <param name="name">What the table calls the event; empty where it does not.</param>
/// <param name="columns">How many columns there are.</param>
internal sealed class CsvRowKind(string name, int columns)
{
    private readonly long[] _values = new long[columns];
    private readonly long[] _marks = new long[columns];

    public string Name { get; } = name;

    public long Rows { get; private set; }

    public void CountRow() => Rows++;

    /// <summary>Counts a row that has a value in a column.</summary>
    public void CountValue(CsvColumn column) => _values[column.Index]++;

    /// <summary>Counts a row that has a word in a column that stands for no value, such as NaN: in a column of words that is one like others.</summary>
    public void CountMark(CsvColumn column) => _marks[column.Index]++;

    /// <summary>How many rows have something in a column.</summary>
    public long CountOf(CsvColumn column) => _values[column.Index] + (column.Form == CsvForm.Words ? _marks[column.Index] : 0);
}
