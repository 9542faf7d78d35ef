namespace Ojo.Explorer.Responses;

/// <summary>What a statement can select from.</summary>
/// <param name="Tables">The names, in order.</param>
internal sealed record SqlTablesResponse(IReadOnlyList<SqlTableResponse> Tables);
