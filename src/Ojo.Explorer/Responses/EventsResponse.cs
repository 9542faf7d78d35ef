using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>A page of events.</summary>
/// <param name="Events">The page, in order of run and time.</param>
/// <param name="Runs">The runs that the page's events belong to, each once.</param>
/// <param name="HasMore">Whether there is another page.</param>
/// <param name="NextCursor">Names the next page; null on the last.</param>
/// <param name="Stopped">How far the list has been looked through, where the time was up before the page was full: nextCursor goes on from there; null where the page is whole.</param>
/// <param name="Missing">The files of the store that cannot be read: their events are not in the list.</param>
internal sealed record EventsResponse(
    IReadOnlyList<EventResponse> Events, IReadOnlyList<RunStartResponse> Runs, bool HasMore, string? NextCursor,
    ListStopResponse? Stopped, IReadOnlyList<MissingResponse> Missing) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Stopped is not null || Missing.Count > 0;
}
