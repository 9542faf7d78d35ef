using Ojo.Storage.Queries;

namespace Ojo.Benchmarks.Stores;

/// <summary>Looks at every value of every row.</summary>
internal sealed class SqlLookingSink : ISqlSink
{
    public long Sum { get; private set; }

    public void Begin(IReadOnlyList<SqlColumn> columns)
    {
    }

    public bool Take(SqlRow row)
    {
        for (int column = 0; column < row.Count; column++)
        {
            Sum += row.KindOf(column) switch
            {
                SqlKinds.Integer => row.Int64(column),
                SqlKinds.Text => row.Bytes(column).Length,
                _ => 1,
            };
        }

        return true;
    }
}
