using System.Text;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite;

/// <summary>A prepared statement: the few calls of SQLite's own interface that the store needs, and nothing between.</summary>
/// <remarks>For one thread at a time, as its connection is.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly nint _address;

    public Statement(sqlite3 connection, string sql)
    {
        _connection = connection;
        SqliteErrors.Check(Db.sqlite3_prepare_v2(connection, sql, out _statement), connection);
        _address = _statement.DangerousGetHandle();
    }

    public Statement Bind(int parameter, long value)
    {
        int code = NativeCalls.AreAvailable
            ? NativeCalls.BindInt64(_address, parameter, value)
            : Db.sqlite3_bind_int64(_statement, parameter, value);
        SqliteErrors.Check(code, _connection);
        return this;
    }

    public Statement Bind(int parameter, long? value) => value is long number ? Bind(parameter, number) : BindNull(parameter);

    public Statement Bind(int parameter, double value)
    {
        int code = NativeCalls.AreAvailable
            ? NativeCalls.BindDouble(_address, parameter, value)
            : Db.sqlite3_bind_double(_statement, parameter, value);
        SqliteErrors.Check(code, _connection);
        return this;
    }

    public Statement Bind(int parameter, double? value) => value is double number ? Bind(parameter, number) : BindNull(parameter);

    public Statement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            return BindNull(parameter);
        }

        SqliteErrors.Check(Db.sqlite3_bind_text(_statement, parameter, value), _connection);
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        SqliteErrors.Check(Db.sqlite3_bind_blob(_statement, parameter, value), _connection);
        return this;
    }

    /// <summary>Binds UTF-8 as text, and anything else as the bytes that it is.</summary>
    public Statement BindUtf8(int parameter, ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(value))
        {
            return Bind(parameter, value);
        }

        return Bind(parameter, Encoding.UTF8.GetString(value));
    }

    /// <summary>Binds UTF-8 as text, and anything else as the bytes that it is, without copying them.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Of an array that is pinned, and stays as it is until the statement has run.</param>
    public Statement BindPinnedUtf8(int parameter, ReadOnlySpan<byte> value)
    {
        if (!NativeCalls.AreAvailable || value.IsEmpty)
        {
            return BindUtf8(parameter, value);
        }

        bool isText = !value.Contains((byte)0) && System.Text.Unicode.Utf8.IsValid(value);
        SqliteErrors.Check(NativeCalls.BindPinned(_address, parameter, value, isText), _connection);
        return this;
    }

    public Statement BindNull(int parameter)
    {
        int code = NativeCalls.AreAvailable ? NativeCalls.BindNull(_address, parameter) : Db.sqlite3_bind_null(_statement, parameter);
        SqliteErrors.Check(code, _connection);
        return this;
    }

    /// <summary>Binds what a column of another statement's row holds.</summary>
    public Statement BindColumn(int parameter, Statement row, int column) => Db.sqlite3_column_type(row._statement, column) switch
    {
        Db.SQLITE_INTEGER => Bind(parameter, row.Int64(column)),
        Db.SQLITE_FLOAT => Bind(parameter, row.Double(column)),
        Db.SQLITE_TEXT => Bind(parameter, row.Text(column)),
        Db.SQLITE_BLOB => Bind(parameter, row.Blob(column).AsSpan()),
        _ => BindNull(parameter),
    };

    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last; the statement is then ready to run again.</returns>
    public bool Step()
    {
        int code = NativeCalls.AreAvailable ? NativeCalls.Step(_address) : Db.sqlite3_step(_statement);
        if (code == Db.SQLITE_ROW)
        {
            return true;
        }

        int reset = NativeCalls.AreAvailable ? NativeCalls.Reset(_address) : Db.sqlite3_reset(_statement);
        if (code != Db.SQLITE_DONE)
        {
            SqliteErrors.Throw(reset == Db.SQLITE_OK ? code : reset, _connection);
        }

        return false;
    }

    /// <summary>Runs a statement that returns no rows, or whose rows nobody wants.</summary>
    public void Execute()
    {
        while (Step())
        {
        }
    }

    /// <summary>Runs a statement of one row and returns its first column, or null where there is no row.</summary>
    public long? Scalar()
    {
        long? value = Step() && !IsNull(0) ? Int64(0) : null;
        Reset();
        return value;
    }

    public void Reset() => _ = Db.sqlite3_reset(_statement);

    public long Int64(int column) =>
        NativeCalls.AreAvailable ? NativeCalls.ColumnInt64(_address, column) : Db.sqlite3_column_int64(_statement, column);

    public int Int32(int column) => (int)Int64(column);

    public double Double(int column) => Db.sqlite3_column_double(_statement, column);

    public string Text(int column) => Db.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    /// <summary>The bytes of a column, which last until the next step.</summary>
    public ReadOnlySpan<byte> BlobSpan(int column) => Db.sqlite3_column_blob(_statement, column);

    public byte[] Blob(int column) => Db.sqlite3_column_blob(_statement, column).ToArray();

    public bool IsNull(int column) => Db.sqlite3_column_type(_statement, column) == Db.SQLITE_NULL;

    public bool IsBlob(int column) => Db.sqlite3_column_type(_statement, column) == Db.SQLITE_BLOB;

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public double? DoubleOrNull(int column) => IsNull(column) ? null : Double(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => _statement.Dispose();
}
