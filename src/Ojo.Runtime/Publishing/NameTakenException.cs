namespace Ojo.Publishing;

/// <summary>A file of that name exists already.</summary>
internal sealed class NameTakenException(string path) : IOException($"There is a file '{path}' already.");
