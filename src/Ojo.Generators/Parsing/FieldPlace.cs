using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Parsing;

/// <summary>What one field is read from: a parameter, or a member of its value.</summary>
/// <param name="Name">The field's name, right or not.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Expression">How the recorder reads it.</param>
/// <param name="Member">The member of the value that it is; empty where the field is the whole value.</param>
/// <param name="Own">What its attribute says.</param>
/// <param name="Whole">What is said of the whole value; the same where the field is that.</param>
/// <param name="Location">Where it stands, for whatever has no better place.</param>
internal sealed record FieldPlace(
    string Name, ITypeSymbol Type, string Expression, string Member, AttributeArguments Own, AttributeArguments Whole, Location? Location);
