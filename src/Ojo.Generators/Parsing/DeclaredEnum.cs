using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Parsing;

/// <summary>An enum of an events file and where it stands: for the rule that compares files with each other.</summary>
/// <param name="FullName">Its C# name with the namespace.</param>
/// <param name="Place">Where it is declared.</param>
internal sealed record DeclaredEnum(string FullName, Location Place);
