namespace Ojo.Storage.Queries;

/// <summary>A column of a statement's rows, or of a table.</summary>
/// <param name="Name">Its name. Two columns may have the same.</param>
/// <param name="DeclaredType">The type that it was declared with, such as <c>INTEGER</c>; null for an expression. Values need not be of it.</param>
public sealed record SqlColumn(string Name, string? DeclaredType);
