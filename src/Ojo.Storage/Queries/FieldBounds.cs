namespace Ojo.Storage.Queries;

/// <summary>Between which values a field lies.</summary>
/// <param name="Min">The least; beyond 2⁵³ the nearest number that a double can hold.</param>
/// <param name="Max">The greatest.</param>
public readonly record struct FieldBounds(double Min, double Max);
