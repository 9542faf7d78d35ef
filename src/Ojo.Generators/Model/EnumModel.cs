namespace Ojo.Generators.Model;

/// <summary>An enum type that an events file declares.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Underlying">The C# integer under it.</param>
/// <param name="Description">One sentence, or an empty string.</param>
/// <param name="Values">Its values, in order of value.</param>
internal sealed record EnumModel(string Name, string Underlying, string Description, EquatableArray<NamedValue> Values);
