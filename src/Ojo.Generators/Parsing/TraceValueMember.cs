using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Parsing;

/// <summary>A member of a struct with [TraceValue] that is recorded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Attribute">Its [TraceMember], or that of the constructor's parameter that sets it.</param>
internal sealed record TraceValueMember(string Name, ITypeSymbol Type, AttributeData? Attribute);
