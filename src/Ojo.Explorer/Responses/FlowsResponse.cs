namespace Ojo.Explorer.Responses;

/// <summary>A page of flows.</summary>
/// <param name="Flows">The page.</param>
/// <param name="Runs">The runs that the page's flows belong to, each once.</param>
/// <param name="Total">How many flows match altogether.</param>
/// <param name="HasMore">Whether there is another page.</param>
/// <param name="NextCursor">Names the next page; null on the last.</param>
internal sealed record FlowsResponse(
    IReadOnlyList<FlowResponse> Flows, IReadOnlyList<RunStartResponse> Runs, long Total, bool HasMore, string? NextCursor);
