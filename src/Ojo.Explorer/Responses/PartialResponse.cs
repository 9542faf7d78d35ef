using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>How far an answer came, or what it lacks. What it says is true of the events until there.</summary>
/// <param name="TimeIsUp">Whether the time was up before every event had been looked at.</param>
/// <param name="Events">How many events have been looked at.</param>
/// <param name="Flow">The flow that was being read, after all those before it by run and flow id; null where none had been begun.</param>
/// <param name="ReachedNs">Every event of that flow before this time has been looked at, in nanoseconds since the run's start.</param>
/// <param name="Missing">The files of the store that cannot be read.</param>
internal sealed record PartialResponse(bool TimeIsUp, long Events, string? Flow, long ReachedNs, IReadOnlyList<MissingResponse> Missing)
{
    public static PartialResponse? Of(PartialAnswer? partial) => partial is null
        ? null
        : new(partial.IsTimeUp, partial.Events, partial.Flow?.ToString(), partial.ReachedNs, MissingResponse.Of(partial.Missing));
}
