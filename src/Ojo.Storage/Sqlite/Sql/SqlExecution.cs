using System.Text;
using Ojo.Storage.Queries;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Prepares a statement that somebody else has written, and shows its rows.</summary>
internal sealed class SqlExecution : IDisposable
{
    private const int LeastValueBytes = 16 << 10;

    private readonly sqlite3 _connection;
    private readonly SqlWatch _watch;
    private readonly SqlQuery _query;
    private readonly sqlite3_stmt _statement;
    private readonly int _mostValueBytes;
    private (int Start, int End) _range;

    /// <exception cref="StoreSqlException">It cannot be run.</exception>
    public SqlExecution(sqlite3 connection, SqlGuard guard, SqlWatch watch, SqlQuery query)
    {
        _connection = connection;
        _watch = watch;
        _query = query;
        _statement = Prepare(guard);
        try
        {
            SqlParameters.Bind(_statement, query);
            _mostValueBytes = LimitValues();
        }
        catch
        {
            _statement.Dispose();
            throw;
        }
    }

    public SqlResult Run(ISqlSink sink)
    {
        int count = Db.sqlite3_column_count(_statement);
        var kinds = new SqlKinds[count];
        var row = new SqlRow(count);
        var reader = new SqlRowReader(_statement);
        SqlLimits limits = _query.Limits;
        sink.Begin([.. Enumerable.Range(0, count).Select(Column)]);
        long rows = 0, bytes = 0;
        while (true)
        {
            SqlLimit stopped = Step(out bool isRow);
            if (isRow)
            {
                _watch.Rest();
                reader.Read(row);
                stopped = rows == limits.Rows ? SqlLimit.Rows
                    : row.Size > limits.Bytes - bytes ? SqlLimit.Bytes
                    : SqlLimit.None;
                if (stopped == SqlLimit.None)
                {
                    rows++;
                    bytes += row.Size;
                    for (int column = 0; column < count; column++)
                    {
                        kinds[column] |= row.KindOf(column);
                    }

                    stopped = sink.Take(row) ? SqlLimit.None : SqlLimit.Sink;
                }
            }

            if (!isRow || stopped != SqlLimit.None)
            {
                return new SqlResult(rows, bytes, _watch.Elapsed, stopped, kinds);
            }
        }
    }

    public void Dispose() => _statement.Dispose();

    private SqlColumn Column(int column)
    {
        string? type = Db.sqlite3_column_decltype(_statement, column).utf8_to_string();
        return new SqlColumn(Db.sqlite3_column_name(_statement, column).utf8_to_string() ?? "", string.IsNullOrEmpty(type) ? null : type);
    }

    private SqlLimit Step(out bool isRow)
    {
        // A cancellation between two steps interrupts neither.
        SqlLimit reached = _watch.FindReached();
        isRow = false;
        if (reached != SqlLimit.None)
        {
            return reached;
        }

        int code = Db.sqlite3_step(_statement);
        isRow = code == Db.SQLITE_ROW;
        return isRow || code == Db.SQLITE_DONE ? SqlLimit.None : Explain(code);
    }

    /// <summary>What ended the statement: a limit, or else an error of the statement's or the store's.</summary>
    private SqlLimit Explain(int code)
    {
        SqlLimit reached = _watch.FindReached();
        switch (code & 0xFF)
        {
            case Db.SQLITE_INTERRUPT when reached != SqlLimit.None:
            case Db.SQLITE_FULL when reached != SqlLimit.None:
                return reached;
            case Db.SQLITE_NOMEM:
                return SqlLimit.Memory;
            case Db.SQLITE_TOOBIG:
                throw new StoreSqlException($"A text or blob would be larger than {_mostValueBytes} bytes, which none may be in this statement: the more functions it calls, the less for each. Take a part of it with substr, or group by more.");
            case Db.SQLITE_ERROR or Db.SQLITE_MISMATCH or Db.SQLITE_RANGE or Db.SQLITE_CONSTRAINT or Db.SQLITE_AUTH:
                throw new StoreSqlException($"The statement fails: {Message()}.");
            default:
                SqliteErrors.Throw(code, _connection);
                return reached;
        }
    }

    /// <summary>
    /// Sets how large a value may be. Between two looks at the memory each of the statement's calls may make one, so all of them
    /// together may be a quarter of what it may take.
    /// </summary>
    private int LimitValues()
    {
        byte[] explain = [.. "EXPLAIN "u8, .. Encoding.UTF8.GetBytes(_query.Text).AsSpan()[_range.Start.._range.End]];
        int calls = 0;
        if (Db.sqlite3_prepare_v2(_connection, explain, out sqlite3_stmt program) == Db.SQLITE_OK)
        {
            using (program)
            {
                while (Db.sqlite3_step(program) == Db.SQLITE_ROW)
                {
                    calls += Db.sqlite3_column_text(program, 1).utf8_to_string() is "Function" or "PureFunc" or "Concat" or "AggStep" or "AggStep1" or "AggFinal" or "AggValue" ? 1 : 0;
                }
            }
        }

        int most = (int)Math.Clamp(_query.Limits.Memory / 4 / Math.Max(1, calls), LeastValueBytes, SqlConnection.MostValueBytes);
        _ = Db.sqlite3_limit(_connection, 0, most);
        return most;
    }

    private string Message() => Db.sqlite3_errmsg(_connection).utf8_to_string() ?? "";

    private sqlite3_stmt Prepare(SqlGuard guard)
    {
        string text = _query.Text;
        if (text.Length > SqlQuery.MostCharacters)
        {
            throw new StoreSqlException($"The statement has {text.Length} characters, and {SqlQuery.MostCharacters} are the most.");
        }

        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and int zero)
        {
            throw new StoreSqlException("The statement has a character U+0000. Take it out.", zero, 1);
        }

        guard.RefuseOwnTables(text);
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        sqlite3_stmt statement = PrepareFirst(guard, utf8, out int end);
        try
        {
            if (Db.sqlite3_stmt_readonly(statement) == 0)
            {
                throw new StoreSqlException(SqlGuard.MayOnlyRead);
            }

            RefuseAnother(guard, utf8, end);
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    private sqlite3_stmt PrepareFirst(SqlGuard guard, byte[] utf8, out int end)
    {
        end = 0;
        for (int start = 0; start < utf8.Length;)
        {
            guard.BeginStatement();
            int code = Db.sqlite3_prepare_v2(_connection, utf8.AsSpan(start), out sqlite3_stmt statement, out ReadOnlySpan<byte> tail);
            end = utf8.Length - tail.Length;
            if (code != Db.SQLITE_OK)
            {
                throw Refused(guard, code, utf8, end);
            }

            if (statement is { IsInvalid: false })
            {
                _range = (start, end);
                return statement;
            }

            if (end <= start)
            {
                break;
            }

            start = end;
        }

        throw new StoreSqlException("There is no statement. Write one that begins with SELECT, WITH or VALUES.");
    }

    private Exception Refused(SqlGuard guard, int code, byte[] utf8, int end)
    {
        if (_watch.FindReached() != SqlLimit.None && (code & 0xFF) == Db.SQLITE_INTERRUPT)
        {
            return new OperationCanceledException();
        }

        string message = Message();
        if (guard.Refusal is string refusal)
        {
            return new StoreSqlException(refusal);
        }

        switch (code & 0xFF)
        {
            case Db.SQLITE_ERROR:
                (int Offset, int Length)? place = SqlPlace.Find(message, utf8, end);
                string where = place is { } known ? SqlPlace.Describe(_query.Text, known.Offset) : "";
                return new StoreSqlException($"The statement cannot be understood{where}: {message}.", place?.Offset, place?.Length ?? 0);
            case Db.SQLITE_NOMEM or Db.SQLITE_TOOBIG or Db.SQLITE_INTERRUPT:
                return new StoreSqlException("The statement takes too much memory or time to be prepared. Make it shorter, or nest it less.");
            default:
                try
                {
                    SqliteErrors.Throw(code, _connection);
                    return new InvalidOperationException(message);
                }
                catch (InvalidOperationException)
                {
                    return new StoreSqlException($"The statement cannot be run: {message}.");
                }
        }
    }

    /// <summary>What follows the statement may be space and comments.</summary>
    private void RefuseAnother(SqlGuard guard, byte[] utf8, int end)
    {
        while (end < utf8.Length)
        {
            guard.BeginStatement();
            int code = Db.sqlite3_prepare_v2(_connection, utf8.AsSpan(end), out sqlite3_stmt another, out ReadOnlySpan<byte> tail);
            bool isAnother = code != Db.SQLITE_OK || another is { IsInvalid: false };
            another?.Dispose();
            if (isAnother)
            {
                int offset = Encoding.UTF8.GetCharCount(utf8, 0, end);
                while (offset < _query.Text.Length && (_query.Text[offset] == ';' || char.IsWhiteSpace(_query.Text[offset])))
                {
                    offset++;
                }

                throw new StoreSqlException("One statement is run at a time. Remove what follows the semicolon.", offset, _query.Text.Length - offset);
            }

            if (utf8.Length - tail.Length <= end)
            {
                return;
            }

            end = utf8.Length - tail.Length;
        }
    }
}
