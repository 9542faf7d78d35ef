using Ojo.Storage.Filters;

namespace Ojo.Explorer.Responses;

/// <summary>What may be written at the caret.</summary>
/// <param name="Offset">Where what it replaces begins, in UTF-16 units.</param>
/// <param name="Length">How long that is, in UTF-16 units.</param>
/// <param name="Items">The texts, the likeliest first; 50 at most.</param>
internal sealed record FilterCompletionsResponse(int Offset, int Length, IReadOnlyList<FilterCompletionResponse> Items)
{
    public static FilterCompletionsResponse Of(FilterCompletions completions) =>
        new(completions.Offset, completions.Length, [.. completions.Items.Select(FilterCompletionResponse.Of)]);
}
