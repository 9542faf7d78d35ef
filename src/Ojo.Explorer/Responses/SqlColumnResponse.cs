using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A column of a statement's rows, or of a table.</summary>
/// <param name="Name">Its name; two columns may have the same.</param>
/// <param name="Type">The type that it was declared with; null for an expression. Values need not be of it.</param>
internal sealed record SqlColumnResponse(string Name, string? Type)
{
    public static SqlColumnResponse Of(SqlColumn column) => new(column.Name, column.DeclaredType);
}
