namespace Ojo.Explorer.Responses;

/// <summary>A named value of an enum field.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">The number that stands for it; a string beyond ±2⁵³.</param>
internal sealed record EnumValueResponse(string Name, ExactInteger Value);
