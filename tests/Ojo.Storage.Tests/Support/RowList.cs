using Ojo.Storage.Queries;

namespace Ojo.Storage.Tests.Support;

/// <summary>Keeps what a statement shows.</summary>
internal sealed class RowList : ISqlSink
{
    public List<SqlColumn> Columns { get; } = [];

    public List<object?[]> Rows { get; } = [];

    /// <summary>Told how many rows there are after each; false ends the statement.</summary>
    public Func<int, bool> OnRow { get; init; } = static _ => true;

    public void Begin(IReadOnlyList<SqlColumn> columns) => Columns.AddRange(columns);

    public bool Take(SqlRow row)
    {
        Rows.Add([.. Enumerable.Range(0, row.Count).Select(column => row[column])]);
        return OnRow(Rows.Count);
    }
}
