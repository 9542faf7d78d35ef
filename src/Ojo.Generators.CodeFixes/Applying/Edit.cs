namespace Ojo.Generators.CodeFixes.Applying;

/// <summary>A change of one file, be it C#, an events file or a lock.</summary>
/// <param name="File">The file.</param>
/// <param name="Change">What becomes of which of its characters.</param>
internal readonly record struct Edit(DocumentId File, TextChange Change);
