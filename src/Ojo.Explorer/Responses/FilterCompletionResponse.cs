using Ojo.Storage.Filters;

namespace Ojo.Explorer.Responses;

/// <summary>Something that may be written at the caret.</summary>
/// <param name="Text">The text that replaces what is there.</param>
/// <param name="Kind">What it is: key, field, operator, value, unit, type, category, role, level, provider, flow, run, service or host.</param>
/// <param name="Description">What it means, in a few words; may be empty.</param>
/// <param name="Count">How many events there are of it; null where that says nothing.</param>
internal sealed record FilterCompletionResponse(string Text, string Kind, string Description, long? Count)
{
    public static FilterCompletionResponse Of(FilterCompletion completion) => new(completion.Text, completion.Kind, completion.Description, completion.Count);
}
