namespace Ojo.Generators.Model;

/// <summary>A provider's part of the catalogue.</summary>
/// <param name="Name">The provider's name.</param>
/// <param name="ClassName">The name of the generated class.</param>
/// <param name="HintName">The name of its generated file.</param>
/// <param name="Events">Its events in order of id.</param>
internal sealed record ProviderModel(string Name, string ClassName, string HintName, EquatableArray<EventModel> Events);
