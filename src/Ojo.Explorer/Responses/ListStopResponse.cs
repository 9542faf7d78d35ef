using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>How far a list in order of run and time has been looked through.</summary>
/// <param name="RunId">The run; those before it in the order of the list have been looked through whole.</param>
/// <param name="ReachedNs">The time in it, in nanoseconds since its start: what matches before it has been shown.</param>
internal sealed record ListStopResponse(long RunId, long ReachedNs)
{
    public static ListStopResponse? Of(ListStop? stop) => stop is null ? null : new(stop.RunId, stop.ReachedNs);
}
