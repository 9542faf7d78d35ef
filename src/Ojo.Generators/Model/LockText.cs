namespace Ojo.Generators.Model;

/// <summary>A lock as it is.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">What is in it.</param>
internal sealed record LockText(string Path, string Text);
