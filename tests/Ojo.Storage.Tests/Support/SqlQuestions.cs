using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>Asks a store in SQL as somebody would who may only read.</summary>
internal static class SqlQuestions
{
    public static List<object?[]> Rows(this IStoreReader reader, string sql, params object?[] values)
    {
        var rows = new RowList();
        SqlResult result = reader.QuerySql(new SqlQuery { Text = sql, Positional = values }, rows);
        Assert.Equal(SqlLimit.None, result.Stopped);
        Assert.Equal(rows.Rows.Count, result.Rows);
        return rows.Rows;
    }

    public static object? Value(this IStoreReader reader, string sql, params object?[] values) => Assert.Single(Assert.Single(reader.Rows(sql, values)));

    public static SqlResult Ask(this IStoreReader reader, string sql, SqlLimits limits) =>
        reader.QuerySql(new SqlQuery { Text = sql, Limits = limits }, new RowList());

    public static StoreSqlException Refused(this IStoreReader reader, string sql) =>
        Assert.Throws<StoreSqlException>(() => reader.QuerySql(new SqlQuery { Text = sql }, new RowList()));
}
