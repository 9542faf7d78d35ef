using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Inserts rows of integers many at a time: one statement of some fifty rows costs far less than fifty of one.</summary>
internal sealed class RowBatch : IDisposable
{
    private readonly int _columns;
    private readonly long[] _values;
    private readonly Statement _many;
    private readonly Statement _one;
    private int _used;

    /// <param name="connection">The connection.</param>
    /// <param name="table">The table, all of whose columns are given, in order.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="rows">How many rows one statement inserts.</param>
    /// <param name="onConflict">What to do with a row that is there already.</param>
    public RowBatch(sqlite3 connection, string table, int columns, int rows, string onConflict = "")
    {
        _columns = columns;
        _values = new long[columns * rows];
        string row = "(" + string.Join(", ", Enumerable.Repeat("?", columns)) + ")";
        _many = new Statement(connection, $"INSERT INTO {table} VALUES {string.Join(", ", Enumerable.Repeat(row, rows))} {onConflict}");
        _one = new Statement(connection, $"INSERT INTO {table} VALUES {row} {onConflict}");
    }

    public void Add(long a, long b, long c)
    {
        Span<long> row = NextRow(3);
        row[0] = a;
        row[1] = b;
        row[2] = c;
        WriteIfFull();
    }

    public void Add(long a, long b, long c, long d)
    {
        Span<long> row = NextRow(4);
        row[0] = a;
        row[1] = b;
        row[2] = c;
        row[3] = d;
        WriteIfFull();
    }

    public void Add(ReadOnlySpan<long> row)
    {
        row.CopyTo(NextRow(row.Length));
        WriteIfFull();
    }

    /// <summary>Writes what has not been written yet.</summary>
    public void Flush()
    {
        for (int start = 0; start < _used; start += _columns)
        {
            for (int column = 0; column < _columns; column++)
            {
                _one.Bind(column + 1, _values[start + column]);
            }

            _one.Execute();
        }

        _used = 0;
    }

    /// <summary>Drops what has not been written yet.</summary>
    public void Discard() => _used = 0;

    public void Dispose()
    {
        _many.Dispose();
        _one.Dispose();
    }

    private Span<long> NextRow(int columns)
    {
        Span<long> row = _values.AsSpan(_used, columns);
        _used += _columns;
        return row;
    }

    private void WriteIfFull()
    {
        if (_used < _values.Length)
        {
            return;
        }

        for (int index = 0; index < _values.Length; index++)
        {
            _many.Bind(index + 1, _values[index]);
        }

        _many.Execute();
        _used = 0;
        StoreSteps.Reach(StoreStep.RowsInserted);
    }
}
