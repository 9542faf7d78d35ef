namespace Ojo.Explorer.Responses;

/// <summary>What a filter's text means, and how it may go on.</summary>
/// <param name="Valid">Whether it can be asked of this store.</param>
/// <param name="Canonical">The filter as it is written at its shortest; null where it is not valid.</param>
/// <param name="Error">What is wrong; null where it is valid.</param>
/// <param name="Terms">Its terms, those that are understood.</param>
/// <param name="Completions">What may be written at the caret.</param>
internal sealed record FilterResponse(
    bool Valid, string? Canonical, FilterErrorResponse? Error, IReadOnlyList<FilterTermResponse> Terms, FilterCompletionsResponse Completions);
