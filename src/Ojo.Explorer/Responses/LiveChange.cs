using System.Globalization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>The data of a <c>change</c> event of the live stream.</summary>
/// <param name="Version">Differs whenever the store's content does.</param>
/// <param name="Events">Events, meta records not counted.</param>
/// <param name="Flows">Flows over all runs.</param>
/// <param name="Runs">Runs.</param>
/// <param name="Files">Trace files taken in.</param>
/// <param name="Dropped">Events that their tracers lost.</param>
/// <param name="FirstNs">Unix time of the first event in nanoseconds, as a string; null in an empty store.</param>
/// <param name="LastNs">Unix time of the last event in nanoseconds, as a string; null in an empty store.</param>
internal sealed record LiveChange(
    string Version, long Events, long Flows, long Runs, long Files, long Dropped, string? FirstNs, string? LastNs)
{
    public static LiveChange Of(string version, StoreStatistics statistics) => new(
        version, statistics.Events, statistics.Flows, statistics.Runs, statistics.Files, statistics.Dropped,
        statistics.FirstNs?.ToString(CultureInfo.InvariantCulture), statistics.LastNs?.ToString(CultureInfo.InvariantCulture));
}
