using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>A page of flows.</summary>
/// <param name="Flows">The page.</param>
/// <param name="Runs">The runs that the page's flows belong to, each once.</param>
/// <param name="Total">How many flows match altogether.</param>
/// <param name="HasMore">Whether there is another page.</param>
/// <param name="NextCursor">Names the next page; null on the last.</param>
/// <param name="TimeIsUp">Whether the time was up before the page was whole: nextCursor goes on after the flows that are here, and total counts those known to match.</param>
/// <param name="Missing">The files of the store that cannot be read: the flows are listed all the same, and what they did there cannot be shown.</param>
internal sealed record FlowsResponse(
    IReadOnlyList<FlowResponse> Flows, IReadOnlyList<RunStartResponse> Runs, long Total, bool HasMore, string? NextCursor,
    bool TimeIsUp, IReadOnlyList<MissingResponse> Missing) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => TimeIsUp || Missing.Count > 0;
}
