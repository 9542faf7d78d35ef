using Ojo.Storage.Queries;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Copies a statement's row out of SQLite's memory.</summary>
internal static class SqlRowReader
{
    public static void Read(sqlite3_stmt statement, SqlRow row)
    {
        row.Clear();
        for (int column = 0; column < row.Count; column++)
        {
            switch (Db.sqlite3_column_type(statement, column))
            {
                case Db.SQLITE_INTEGER:
                    row.Add(Db.sqlite3_column_int64(statement, column));
                    break;
                case Db.SQLITE_FLOAT:
                    row.Add(Db.sqlite3_column_double(statement, column));
                    break;
                case Db.SQLITE_TEXT:
                    // As a blob it ends where it ends, and not at its first zero.
                    row.Add(SqlKinds.Text, Db.sqlite3_column_blob(statement, column));
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
}
