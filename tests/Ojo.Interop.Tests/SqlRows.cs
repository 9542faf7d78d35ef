using System.Globalization;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Interop.Tests;

/// <summary>What a statement of SQL answers, a text for each row.</summary>
internal sealed class SqlRows : ISqlSink
{
    private readonly List<string> _rows = [];

    /// <returns>The rows, their values parted by bars; NULL is an empty text.</returns>
    public static IReadOnlyList<string> Of(IStoreReader store, string sql)
    {
        SqlRows rows = new();
        store.QuerySql(new SqlQuery { Text = sql }, rows);
        return rows._rows;
    }

    public void Begin(IReadOnlyList<SqlColumn> columns)
    {
    }

    public bool Take(SqlRow row)
    {
        _rows.Add(string.Join('|', Enumerable.Range(0, row.Count).Select(column => Convert.ToString(row[column], CultureInfo.InvariantCulture))));
        return true;
    }
}
