using Ojo.Cli.Rows;
using Ojo.Storage.Queries;

namespace Ojo.Cli.Query;

/// <summary>Prints a statement's rows while they come.</summary>
/// <param name="rows">Where to; null to print none, where only their number is wanted.</param>
internal sealed class SqlRows(IRowWriter? rows) : ISqlSink
{
    private object?[] _cells = [];

    public void Begin(IReadOnlyList<SqlColumn> columns)
    {
        _cells = new object?[columns.Count];
        rows?.Begin([.. columns.Select(static column => column.Name)]);
    }

    public bool Take(SqlRow row)
    {
        if (rows is not null)
        {
            for (int column = 0; column < _cells.Length; column++)
            {
                _cells[column] = row[column];
            }

            rows.Write(_cells);
        }

        return true;
    }
}
