namespace Ojo.Explorer.Responses;

/// <summary>A format that events are exported in.</summary>
/// <param name="Format">What the parameter <c>format</c> calls it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">What it is and what opens it, in a few words.</param>
internal sealed record ExportFormatResponse(string Format, string Name, string Description);
