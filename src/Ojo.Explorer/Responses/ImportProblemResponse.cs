namespace Ojo.Explorer.Responses;

/// <summary>Something in a file that could not be understood and was left out.</summary>
/// <param name="Offset">Where, in bytes from its beginning, expanded; null where it is nowhere in particular.</param>
/// <param name="Message">What is wrong and what came of it.</param>
internal sealed record ImportProblemResponse(long? Offset, string Message);
