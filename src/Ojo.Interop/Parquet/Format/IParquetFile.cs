namespace Ojo.Interop.Parquet.Format;

/// <summary>A table that is written to a file row after row. Whatever can write Parquet can stand behind it.</summary>
internal interface IParquetFile
{
    /// <summary>Takes the values of a column, by its place among them.</summary>
    IColumnWriter Column(int place);

    /// <summary>Ends a row: the optional columns that were given no value have none in it.</summary>
    /// <exception cref="InvalidOperationException">A column that is not optional was given no value, in this row or one before it.</exception>
    void EndRow();

    /// <summary>Writes what is left, and what readers find the columns by.</summary>
    void End();
}
