using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Rows;

namespace Ojo.Explorer.Sql;

/// <summary><c>GET /api/query/tables</c></summary>
internal static class SqlTablesEndpoint
{
    public static QueryEndpoint<SqlTablesResponse> Create() => new(
        new EndpointDescription
        {
            Pattern = "/api/query/tables",
            Name = "ListSqlTables",
            Summary = "What a statement can select from",
            Answer = "The tables and views, each with its columns.",
            AnswerType = ExplorerJson.Api.SqlTablesResponse,
        },
        ExplorerJson.Api.SqlTablesResponse,
        static _ => static (store, cancellation) => new SqlTablesResponse([.. store.Reader.GetSqlTables(cancellation).Select(SqlTableResponse.Of)]))
    {
        Rows = SqlTableRows.Write,
    };
}
