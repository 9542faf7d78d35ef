using Microsoft.CodeAnalysis;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>What an events file says.</summary>
/// <param name="Type">The class to write; null where the file does not say which.</param>
/// <param name="Events">Its events with their places, for the rules that compare declarations.</param>
/// <param name="Enums">Its enums with their places, for the same.</param>
/// <param name="Class">Where the class is named.</param>
internal sealed record EventFile(TypeModel? Type, IReadOnlyList<DeclaredEvent> Events, IReadOnlyList<DeclaredEnum> Enums, Location? Class);
