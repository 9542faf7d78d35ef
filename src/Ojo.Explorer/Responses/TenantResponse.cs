namespace Ojo.Explorer.Responses;

/// <summary>Somebody whose traces are stored apart.</summary>
/// <param name="Name">The name that the parameter tenant takes.</param>
internal sealed record TenantResponse(string Name);
