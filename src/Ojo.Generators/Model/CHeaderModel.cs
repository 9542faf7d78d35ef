namespace Ojo.Generators.Model;

/// <summary>A C header to write.</summary>
/// <param name="FileName">The name of its file.</param>
/// <param name="Assembly">The assembly whose events it has.</param>
/// <param name="Providers">The events by provider.</param>
internal sealed record CHeaderModel(string FileName, string Assembly, EquatableArray<ProviderModel> Providers);
