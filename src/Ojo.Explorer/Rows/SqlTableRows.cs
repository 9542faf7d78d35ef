using Ojo.Explorer.Responses;

namespace Ojo.Explorer.Rows;

/// <summary>A row for each column of each table.</summary>
internal static class SqlTableRows
{
    public static void Write(SqlTablesResponse answer, RowWriter rows)
    {
        foreach (SqlTableResponse table in answer.Tables)
        {
            foreach (SqlColumnResponse column in table.Columns)
            {
                rows.Row().Text("table", table.Name).Text("column", column.Name).Text("type", column.Type);
            }
        }
    }
}
