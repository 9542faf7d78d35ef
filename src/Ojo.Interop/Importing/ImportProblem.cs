namespace Ojo.Interop.Importing;

/// <summary>Something in a file that could not be understood and was left out; the rest was taken in.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Offset">Where, in bytes from its beginning, expanded; -1 where it is nowhere in particular.</param>
/// <param name="Message">What is wrong and what came of it, in a sentence.</param>
public readonly record struct ImportProblem(string File, long Offset, string Message);
