using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Sqlite.Sql;

/// <summary>Lists what a store's SQL can select from: its views.</summary>
internal static class SqlTablesQuery
{
    public static IReadOnlyList<SqlTable> Run(ReaderConnection connection, CancellationToken cancellation)
    {
        Statement names = connection.Prepare("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name");
        var tables = new List<(string Name, List<SqlColumn> Columns)>();
        while (names.Step())
        {
            tables.Add((names.Text(0), []));
        }

        foreach ((string name, List<SqlColumn> columns) in tables)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Statement rows = connection.Prepare("SELECT name, type FROM pragma_table_info(?1)").Bind(1, name);
                while (rows.Step())
                {
                    columns.Add(new SqlColumn(rows.Text(0), rows.Text(1) is { Length: > 0 } type ? type : null));
                }
            }
            catch (InvalidOperationException)
            {
                // A view that somebody has added, and that selects from what is not there: it has no columns.
            }
        }

        return [.. tables.Select(static table => new SqlTable(table.Name, table.Columns))];
    }
}
