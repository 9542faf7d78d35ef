using SQLitePCL;
using Db = SQLitePCL.raw;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Decides about everything that a statement would do, while SQLite prepares it: reading is possible and nothing else.</summary>
/// <param name="tables">What can be read, beside SQLite's own list of it.</param>
internal sealed class SqlGuard(IReadOnlySet<string> tables)
{
    /// <summary>What is said of whatever is no reading.</summary>
    public const string MayOnlyRead = "A statement may only read: begin it with SELECT, WITH or VALUES.";

    private const string OwnTables = "ojo_";

    private static readonly string[] s_alwaysReadable = ["sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema", "json_each", "json_tree"];

    /// <summary>Why the last statement was refused; null where it was not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>From now on nothing is prepared for this connection without being asked for here.</summary>
    public void Watch(sqlite3 connection)
    {
        strdelegate_authorizer ask = static (guard, action, first, second, _, view) => ((SqlGuard)guard).Decide(action, first, second, view);
        SqliteErrors.Check(Db.sqlite3_set_authorizer(connection, ask, this), connection);
    }

    /// <summary>Forgets what was refused before.</summary>
    public void BeginStatement() => Refusal = null;

    private int Decide(int action, string? first, string? second, string? view)
    {
        string? refusal = action switch
        {
            Db.SQLITE_SELECT or Db.SQLITE_RECURSIVE => null,
            Db.SQLITE_READ => FindReadFault(first ?? "", second ?? "", view),
            Db.SQLITE_FUNCTION => SqlFunctions.IsAllowed(second ?? "") ? null : $"The function {second} cannot be called here.",
            Db.SQLITE_ATTACH or Db.SQLITE_DETACH => "A statement reads this store and no other file: ATTACH and DETACH are not possible.",
            Db.SQLITE_PRAGMA => "PRAGMA is not possible here. SELECT name, sql FROM sqlite_master shows what there is.",
            Db.SQLITE_TRANSACTION or Db.SQLITE_SAVEPOINT => "A statement is a transaction of its own: BEGIN, COMMIT and SAVEPOINT are not possible.",
            _ => MayOnlyRead,
        };
        if (refusal is null)
        {
            return Db.SQLITE_OK;
        }

        Refusal ??= refusal;
        return Db.SQLITE_DENY;
    }

    /// <summary>Finds the first of the store's own tables that a statement speaks of.</summary>
    /// <exception cref="StoreSqlException">It does.</exception>
    public void RefuseOwnTables(string statement)
    {
        if (SqlPlace.FindWord(statement, word => word.StartsWith(OwnTables, StringComparison.OrdinalIgnoreCase) && tables.Contains(word)) is { } place)
        {
            throw new StoreSqlException(IsOwn(statement.Substring(place.Offset, place.Length)), place.Offset, place.Length);
        }
    }

    private static string IsOwn(string table) => $"{table} is the store's own and may change: select from the views instead, such as events or packets.";

    /// <param name="table">What is read.</param>
    /// <param name="column">The column; empty where none is, as of what only counts, and of what a view brought in that has become one with the statement.</param>
    /// <param name="view">The view that reads it; null where the statement does so itself.</param>
    private string? FindReadFault(string table, string column, string? view)
    {
        if (column.Length == 0)
        {
            return null;
        }

        if (view is null && table.StartsWith(OwnTables, StringComparison.OrdinalIgnoreCase))
        {
            return IsOwn(table);
        }

        return tables.Contains(table) || s_alwaysReadable.Contains(table, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"{table} cannot be read: it is no table or view of this store.";
    }
}
