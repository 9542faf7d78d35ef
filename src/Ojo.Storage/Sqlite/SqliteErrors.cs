using System.Diagnostics.CodeAnalysis;
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

    /// <exception cref="StoreUnavailableException">The store cannot be used, now or at all.</exception>
    /// <exception cref="OperationCanceledException">The statement was interrupted.</exception>
    /// <exception cref="InvalidOperationException">Anything else: a fault of this program.</exception>
    [DoesNotReturn]
    public static void Throw(int code, sqlite3 connection)
    {
        string detail = Db.sqlite3_errmsg(connection).utf8_to_string() ?? "";
        throw (code & 0xFF) switch
        {
            Db.SQLITE_INTERRUPT => new OperationCanceledException("The query was cancelled."),
            Db.SQLITE_BUSY or Db.SQLITE_LOCKED => Unavailable("is locked by another program", detail),
            Db.SQLITE_FULL => Unavailable("cannot grow: the disk is full", detail),
            Db.SQLITE_READONLY or Db.SQLITE_PERM or Db.SQLITE_AUTH => Unavailable("may not be written to", detail),
            Db.SQLITE_IOERR => Unavailable("cannot be read or written", detail),
            Db.SQLITE_NOMEM => Unavailable("cannot be used: there is not enough memory", detail),
            Db.SQLITE_CANTOPEN => Unavailable("cannot be opened", detail, isPermanent: true),
            Db.SQLITE_NOTADB => Unavailable("is not a SQLite database", detail, isPermanent: true, isDamaged: true),
            Db.SQLITE_CORRUPT => Unavailable("is damaged", detail, isPermanent: true, isDamaged: true),

            // The store's own statements are small and its own tables are all there, unless something else wrote to its file.
            Db.SQLITE_TOOBIG => Unavailable("is damaged", detail, isPermanent: true, isDamaged: true),
            Db.SQLITE_ERROR when detail.StartsWith("no such ", StringComparison.Ordinal) => Unavailable("is damaged", detail, isPermanent: true, isDamaged: true),
            _ => new InvalidOperationException($"SQLite refuses with code {code}: {detail}"),
        };
    }

    private static StoreUnavailableException Unavailable(string what, string detail, bool isPermanent = false, bool isDamaged = false) =>
        new($"The store {what} (SQLite says: {detail}).") { IsPermanent = isPermanent, IsDamaged = isDamaged };
}
