namespace Ojo.Storage.Filters;

/// <summary>What may be written at a place in a filter.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">What it is: <c>key</c>, <c>field</c>, <c>operator</c>, <c>value</c>, <c>unit</c>, or the kind of name.</param>
/// <param name="Description">What it means, in a few words; may be empty.</param>
/// <param name="Count">How many events there are of it; null where that says nothing.</param>
public sealed record FilterCompletion(string Text, string Kind, string Description, long? Count = null);
