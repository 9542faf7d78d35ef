using System.Globalization;
using System.Text.Json.Serialization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>How much the store holds.</summary>
/// <param name="Events">Events, meta records not counted.</param>
/// <param name="Flows">Flows over all runs.</param>
/// <param name="Runs">Runs.</param>
/// <param name="Files">Trace files taken in.</param>
/// <param name="Dropped">Events that their tracers lost.</param>
/// <param name="FirstNs">Unix time of the first event in nanoseconds, as a string; null in an empty store.</param>
/// <param name="LastNs">Unix time of the last event in nanoseconds, as a string; null in an empty store.</param>
/// <param name="Types">How many events there are of each type, most frequent first.</param>
/// <param name="Missing">The files of the store that cannot be read: they are counted here, and what they hold cannot be shown.</param>
internal sealed record StatsResponse(
    long Events, long Flows, long Runs, long Files, long Dropped, string? FirstNs, string? LastNs, IReadOnlyList<TypeCountResponse> Types,
    IReadOnlyList<MissingResponse> Missing) : IMayLack
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool LacksSomething => Missing.Count > 0;

    public static StatsResponse Of(StoreStatistics statistics) => new(
        statistics.Events, statistics.Flows, statistics.Runs, statistics.Files, statistics.Dropped,
        statistics.FirstNs?.ToString(CultureInfo.InvariantCulture), statistics.LastNs?.ToString(CultureInfo.InvariantCulture),
        TypeCountResponse.Of(statistics.Types), MissingResponse.Of(statistics.Missing));
}
