namespace Ojo.Generators.Model;

/// <summary>A value of an enum field: its bits and its name in snake case.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Bits">The field's bits, zero above the field's width.</param>
internal sealed record NamedValue(string Name, ulong Bits);
