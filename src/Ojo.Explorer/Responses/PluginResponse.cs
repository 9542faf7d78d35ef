namespace Ojo.Explorer.Responses;

/// <summary>A module that adds a panel to the page.</summary>
/// <param name="Name">The name of its file or folder.</param>
/// <param name="Module">Its address on this server.</param>
internal sealed record PluginResponse(string Name, string Module);
