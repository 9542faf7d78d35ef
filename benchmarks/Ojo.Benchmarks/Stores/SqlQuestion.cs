using System.Diagnostics;
using SQLitePCL;

namespace Ojo.Benchmarks.Stores;

/// <summary>Asks a store's views in SQL, as somebody would who has the library and nothing else.</summary>
internal sealed class SqlQuestion : IDisposable
{
    private readonly sqlite3 _connection;
    private long _deadline;

    /// <param name="database">The store.</param>
    public SqlQuestion(string database)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open_v2(database, out _connection, raw.SQLITE_OPEN_READONLY, null));
        raw.sqlite3_progress_handler(_connection, 100_000, _ => Stopwatch.GetTimestamp() > _deadline ? 1 : 0, null);
    }

    /// <summary>Asks once and reads all rows of the answer.</summary>
    /// <param name="sql">A SELECT.</param>
    /// <param name="limit">When to give up.</param>
    /// <returns>Milliseconds of the thread's own time and how many rows there were; null: it took longer than the limit.</returns>
    public (double Milliseconds, long Rows)? Time(string sql, TimeSpan limit)
    {
        _deadline = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        Check(raw.sqlite3_prepare_v2(_connection, sql, out sqlite3_stmt prepared));
        using sqlite3_stmt statement = prepared;
        int columns = raw.sqlite3_column_count(statement);
        long start = ThreadTime.Now();
        long rows = 0;
        long sum = 0;
        int code;
        while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
        {
            rows++;
            for (int column = 0; column < columns; column++)
            {
                sum += raw.sqlite3_column_int64(statement, column);
            }
        }

        double milliseconds = (ThreadTime.Now() - start) / 1e6;
        GC.KeepAlive(sum);
        if (code == raw.SQLITE_INTERRUPT)
        {
            return null;
        }

        Check(code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);
        return (milliseconds, rows);
    }

    public void Dispose() => _connection.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(_connection).utf8_to_string());
        }
    }
}
