using SQLitePCL;

namespace Ojo.Package.Tests.Consuming;

/// <summary>A database of traces as somebody queries it who knows nothing but SQLite.</summary>
internal static class TraceDatabase
{
    /// <summary>The rows of an answer, values with bars between.</summary>
    public static List<string> Query(string database, string sql)
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open_v2(database, out sqlite3 connection, raw.SQLITE_OPEN_READONLY, null));
        using (connection)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection, sql, out sqlite3_stmt statement));
            using (statement)
            {
                List<string> rows = [];
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                {
                    rows.Add(string.Join('|', Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => raw.sqlite3_column_text(statement, column).utf8_to_string())));
                }

                return rows;
            }
        }
    }
}
