namespace Ojo.Interop.Importing;

/// <summary>How far an import has come.</summary>
/// <param name="File">The file that is being read.</param>
/// <param name="BytesRead">How many bytes of all files have been read, as they are on disk.</param>
/// <param name="BytesTotal">How many bytes all files have on disk.</param>
public readonly record struct ImportProgress(string File, long BytesRead, long BytesTotal);
