namespace Ojo.Storage.Queries;

/// <summary>A decoded field.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">A <see cref="ulong"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>; an enum's value is its name, or its number where it has none.</param>
public readonly record struct FieldValue(string Name, object Value);
