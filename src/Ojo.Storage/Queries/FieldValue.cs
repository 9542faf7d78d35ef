namespace Ojo.Storage.Queries;

/// <summary>A decoded field.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">A <see cref="ulong"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>; an enum's value is its name, or its number where it has none; so is a string of which the run has not given the text. Null is a string that is none.</param>
public readonly record struct FieldValue(string Name, object? Value);
