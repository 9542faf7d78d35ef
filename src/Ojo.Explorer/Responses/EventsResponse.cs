namespace Ojo.Explorer.Responses;

/// <summary>A page of events.</summary>
/// <param name="Events">The page, in order of run and time.</param>
/// <param name="Runs">The runs that the page's events belong to, each once.</param>
/// <param name="HasMore">Whether there is another page.</param>
/// <param name="NextCursor">Names the next page; null on the last.</param>
internal sealed record EventsResponse(
    IReadOnlyList<EventResponse> Events, IReadOnlyList<RunStartResponse> Runs, bool HasMore, string? NextCursor);
