namespace Ojo.Storage.Queries;

/// <summary>A name that a statement can select from.</summary>
/// <param name="Name">The name.</param>
/// <param name="Columns">Its columns, in order.</param>
public sealed record SqlTable(string Name, IReadOnlyList<SqlColumn> Columns);
