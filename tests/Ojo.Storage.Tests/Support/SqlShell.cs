using Ojo.Storage.Sqlite;
using SQLitePCL;

namespace Ojo.Storage.Tests.Support;

/// <summary>Asks a store in SQL, as people do.</summary>
internal sealed class SqlShell(string path) : IDisposable
{
    private readonly StoreConnection _connection = StoreConnection.OpenToRead(path);

    public List<object?[]> Query(string sql)
    {
        raw.sqlite3_prepare_v2(_connection.Handle, sql, out sqlite3_stmt statement);
        if (statement is null || statement.IsInvalid)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string());
        }

        using (statement)
        {
            var rows = new List<object?[]>();
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                rows.Add([.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => Value(statement, column))]);
            }

            return rows;
        }
    }

    public object? Scalar(string sql) => Query(sql)[0][0];

    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_connection.Handle, sql) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string());
        }
    }

    public void Dispose() => _connection.Dispose();

    private static object? Value(sqlite3_stmt row, int column) => raw.sqlite3_column_type(row, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(row, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(row, column),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(row, column).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(row, column).ToArray(),
        _ => null,
    };
}
