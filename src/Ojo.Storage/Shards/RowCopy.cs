using Ojo.Storage.Sqlite;
using SQLitePCL;

namespace Ojo.Storage.Shards;

/// <summary>Copies rows from one file to another, value for value.</summary>
internal static class RowCopy
{
    /// <summary>The columns of a table that can be written, in order.</summary>
    public static IReadOnlyList<string> ColumnsOf(sqlite3 connection, string table)
    {
        using var names = new Statement(connection, "SELECT name FROM pragma_table_info(?1) ORDER BY cid");
        names.Bind(1, table);
        var columns = new List<string>();
        while (names.Step())
        {
            columns.Add(names.Text(0));
        }

        return columns;
    }

    /// <summary>Inserts whole rows of a table into the same table of another file.</summary>
    /// <param name="from">Where the rows are.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="conflict">What to do about rows that are there: <c>OR IGNORE</c>, <c>OR REPLACE</c>.</param>
    /// <param name="where">Which rows.</param>
    public static void Copy(sqlite3 from, sqlite3 to, string table, string conflict, string where = "1")
    {
        string columns = string.Join(", ", ColumnsOf(from, table));
        int count = columns.Count(static letter => letter == ',') + 1;
        using var rows = new Statement(from, $"SELECT {columns} FROM {table} WHERE {where}");
        using var insert = new Statement(to, $"INSERT {conflict} INTO {table} ({columns}) VALUES ({string.Join(", ", Enumerable.Range(1, count).Select(static n => $"?{n}"))})");
        while (rows.Step())
        {
            Bind(insert, rows, count);
            insert.Execute();
        }
    }

    /// <summary>Binds a row's first values to the parameters of the same numbers.</summary>
    public static Statement Bind(Statement to, Statement row, int count, int firstParameter = 1)
    {
        for (int column = 0; column < count; column++)
        {
            to.BindColumn(firstParameter + column, row, column);
        }

        return to;
    }
}
