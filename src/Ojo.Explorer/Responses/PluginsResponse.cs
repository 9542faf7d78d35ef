namespace Ojo.Explorer.Responses;

/// <summary>Modules that add panels to the page.</summary>
/// <param name="Plugins">All of them, in order of name.</param>
internal sealed record PluginsResponse(IReadOnlyList<PluginResponse> Plugins);
