namespace Ojo.Explorer.Responses;

/// <summary>Which program this is, which store it looks at, and what can be done with it.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Store">The store's file name, without its directory.</param>
/// <param name="ExportFormats">In which formats events are exported.</param>
/// <param name="AllowsImport">Whether files can be taken in.</param>
internal sealed record AboutResponse(string Program, string Version, string Store, IReadOnlyList<ExportFormatResponse> ExportFormats, bool AllowsImport);
