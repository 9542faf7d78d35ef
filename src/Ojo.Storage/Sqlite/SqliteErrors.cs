using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite;

/// <summary>Says in the store's own terms what SQLite's result codes mean.</summary>
internal static class SqliteErrors
{
    public static void Check(int code, sqlite3 connection)
    {
        if (code != Db.SQLITE_OK)
        {
            Throw(code, connection);
        }
    }

    [DoesNotReturn]
    public static void Throw(int code, sqlite3 connection)
    {
        string detail = Db.sqlite3_errmsg(connection).utf8_to_string() ?? "";
        throw Translate(new SqliteException(detail, code & 0xFF, code));
    }

    /// <summary>Turns what trying again can mend into <see cref="StoreUnavailableException"/>; the rest stays as it is.</summary>
    public static Exception Translate(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Db.SQLITE_INTERRUPT => new OperationCanceledException("The query was cancelled.", exception),
        Db.SQLITE_BUSY or Db.SQLITE_LOCKED => Unavailable("is locked by another program", exception),
        Db.SQLITE_FULL => Unavailable("cannot grow: the disk is full", exception),
        Db.SQLITE_READONLY or Db.SQLITE_PERM or Db.SQLITE_AUTH => Unavailable("may not be written to", exception),
        Db.SQLITE_IOERR => Unavailable("cannot be read or written", exception),
        Db.SQLITE_CANTOPEN => Unavailable("cannot be opened", exception, isPermanent: true),
        Db.SQLITE_NOTADB => Unavailable("is not a SQLite database", exception, isPermanent: true),
        Db.SQLITE_CORRUPT => Unavailable("is damaged", exception, isPermanent: true),
        Db.SQLITE_NOMEM => Unavailable("cannot be used: there is not enough memory", exception),
        _ => exception,
    };

    private static StoreUnavailableException Unavailable(string what, SqliteException exception, bool isPermanent = false) =>
        new($"The store {what} (SQLite says: {exception.Message}).", exception) { IsPermanent = isPermanent };
}
