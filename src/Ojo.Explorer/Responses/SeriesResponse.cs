using System.Text.Json.Serialization;

namespace Ojo.Explorer.Responses;

/// <summary>Values over time, reduced to buckets.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Run">The run that times count from.</param>
/// <param name="FromNs">Start of the range, in nanoseconds since the run's start.</param>
/// <param name="ToNs">End of the range (not included), in nanoseconds since the run's start.</param>
/// <param name="Series">One per selector, in the order asked for.</param>
/// <param name="Missing">The files of the store that cannot be read: their events are in no bucket.</param>
internal sealed record SeriesResponse(
    string Flow, RunStartResponse Run, long FromNs, long ToNs, IReadOnlyList<SeriesColumns> Series, IReadOnlyList<MissingResponse> Missing) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Missing.Count > 0 || Series.Any(static series => series.TimeIsUp);
}
