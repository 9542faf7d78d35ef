namespace Ojo.Catalogue;

/// <summary>A named value of an enum field.</summary>
/// <param name="Name">What it is called, in snake case.</param>
/// <param name="Value">The number that stands for it.</param>
public readonly record struct EnumValue(string Name, long Value);
