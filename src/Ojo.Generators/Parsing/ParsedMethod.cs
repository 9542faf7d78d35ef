using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>What an event method declares.</summary>
/// <param name="Type">Its type with this one recorder; null where nothing can be generated.</param>
/// <param name="Declared">The event, where the declaration is right.</param>
internal sealed record ParsedMethod(TypeModel? Type, DeclaredEvent? Declared);
