using Ojo.Storage.Filters;

namespace Ojo.Explorer.Responses;

/// <summary>What is wrong with a filter.</summary>
/// <param name="Detail">What is wrong, and what to write instead.</param>
/// <param name="Offset">Where the wrong piece begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Suggestion">What to put in its place; null where nothing is close.</param>
internal sealed record FilterErrorResponse(string Detail, int Offset, int Length, string? Suggestion)
{
    public static FilterErrorResponse Of(FilterException fault) => new(fault.Message, fault.Offset, fault.Length, fault.Suggestion);
}
