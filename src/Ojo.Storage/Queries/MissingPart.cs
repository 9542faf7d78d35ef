namespace Ojo.Storage.Queries;

/// <summary>A file of the store that could not be read, so that what it holds is missing from an answer.</summary>
/// <param name="Name">The file's name, without its directory.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record MissingPart(string Name, string Reason);
