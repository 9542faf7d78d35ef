using Ojo.Storage.Queries;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Copies a statement's rows out of SQLite's memory.</summary>
internal sealed class SqlRowReader(sqlite3_stmt statement)
{
    private readonly nint _address = statement.DangerousGetHandle();

    public void Read(SqlRow row)
    {
        row.Clear();
        for (int column = 0; column < row.Count; column++)
        {
            switch (NativeCalls.AreAvailable ? NativeCalls.ColumnType(_address, column) : Db.sqlite3_column_type(statement, column))
            {
                case Db.SQLITE_INTEGER:
                    row.Add(NativeCalls.AreAvailable ? NativeCalls.ColumnInt64(_address, column) : Db.sqlite3_column_int64(statement, column));
                    break;
                case Db.SQLITE_FLOAT:
                    row.Add(Db.sqlite3_column_double(statement, column));
                    break;
                case Db.SQLITE_TEXT:
                    row.Add(SqlKinds.Text, Utf8(column));
                    break;
                case Db.SQLITE_BLOB:
                    row.Add(SqlKinds.Blob, Db.sqlite3_column_blob(statement, column));
                    break;
                default:
                    row.AddNull();
                    break;
            }
        }
    }

    /// <summary>A text to its end, which is not at its first zero.</summary>
    private ReadOnlySpan<byte> Utf8(int column)
    {
        // A file may hold its texts as UTF-16: asked for as a text it becomes UTF-8, and then it is there as bytes too.
        _ = Db.sqlite3_column_text(statement, column);
        return Db.sqlite3_column_blob(statement, column);
    }
}
