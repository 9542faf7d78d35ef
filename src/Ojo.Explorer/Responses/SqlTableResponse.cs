using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A name that a statement can select from.</summary>
/// <param name="Name">The name.</param>
/// <param name="Columns">Its columns, in order.</param>
internal sealed record SqlTableResponse(string Name, IReadOnlyList<SqlColumnResponse> Columns)
{
    public static SqlTableResponse Of(SqlTable table) => new(table.Name, [.. table.Columns.Select(SqlColumnResponse.Of)]);
}
