using SQLitePCL;

namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Inserts texts of events many at a time, out of one buffer that SQLite reads where it is.</summary>
internal sealed class TextBatch : IDisposable
{
    private const int Rows = 32;
    private const int Columns = 3;

    /// <summary>How many bytes wait at most; a longer text goes by itself.</summary>
    private const int Capacity = 64 * 1024;

    private readonly Statement _many;
    private readonly Statement _one;
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Capacity, pinned: true);
    private readonly (long Event, int N, int Start, int Length)[] _rows = new (long, int, int, int)[Rows];
    private int _count;
    private int _used;

    public TextBatch(sqlite3 connection)
    {
        _many = new Statement(connection, $"INSERT INTO ojo_text VALUES {string.Join(", ", Enumerable.Repeat("(?, ?, ?)", Rows))}");
        _one = new Statement(connection, "INSERT INTO ojo_text VALUES (?, ?, ?)");
    }

    /// <summary>Adds a text.</summary>
    /// <param name="traceEvent">The event.</param>
    /// <param name="n">Which of its texts it is.</param>
    /// <param name="text">UTF-8, or any bytes, which are then kept as such.</param>
    public void Add(long traceEvent, int n, ReadOnlySpan<byte> text)
    {
        if (_used + text.Length > Capacity)
        {
            Flush();
        }

        if (text.Length > Capacity)
        {
            _one.Bind(1, traceEvent).Bind(2, n).BindUtf8(3, text).Execute();
            return;
        }

        text.CopyTo(_bytes.AsSpan(_used));
        _rows[_count++] = (traceEvent, n, _used, text.Length);
        _used += text.Length;
        if (_count == Rows)
        {
            for (int row = 0; row < Rows; row++)
            {
                Bind(_many, row * Columns, _rows[row]);
            }

            _many.Execute();
            Discard();
            StoreSteps.Reach(StoreStep.RowsInserted);
        }
    }

    /// <summary>Writes what has not been written yet.</summary>
    public void Flush()
    {
        for (int row = 0; row < _count; row++)
        {
            Bind(_one, 0, _rows[row]);
            _one.Execute();
        }

        Discard();
    }

    /// <summary>Drops what has not been written yet.</summary>
    public void Discard() => _count = _used = 0;

    public void Dispose()
    {
        _many.Dispose();
        _one.Dispose();
    }

    private void Bind(Statement statement, int before, (long Event, int N, int Start, int Length) row) =>
        statement.Bind(before + 1, row.Event).Bind(before + 2, row.N).BindPinnedUtf8(before + 3, _bytes.AsSpan(row.Start, row.Length));
}
