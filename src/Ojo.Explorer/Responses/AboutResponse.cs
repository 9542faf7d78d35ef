namespace Ojo.Explorer.Responses;

/// <summary>Which program this is, and which store it looks at.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Store">The store's file name, without its directory.</param>
internal sealed record AboutResponse(string Program, string Version, string Store);
