using System.Globalization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>A run: the traces of one tracer, from its creation to its disposal.</summary>
/// <param name="RunId">Its number in this store.</param>
/// <param name="Service">What the program calls itself; null where no run file came with the traces.</param>
/// <param name="Host">The machine's name; null where no run file came.</param>
/// <param name="ProcessId">The process id; null where it is not known.</param>
/// <param name="StartNs">Unix time of its start in nanoseconds, as a string; event times count from here.</param>
/// <param name="StartedAt">The same in ISO 8601, UTC, to 100 ns.</param>
/// <param name="Events">How many events the store holds of it.</param>
/// <param name="Dropped">How many events its tracer lost.</param>
/// <param name="Flows">How many flows it has.</param>
/// <param name="LastNs">Its last event, in nanoseconds since its start.</param>
internal sealed record RunResponse(
    long RunId, string? Service, string? Host, int? ProcessId, string StartNs, string StartedAt,
    long Events, long Dropped, long Flows, long LastNs)
{
    public static RunResponse Of(StoredRun run) => new(
        run.RunId, run.Service, run.Host, run.ProcessId, run.StartNs.ToString(CultureInfo.InvariantCulture), Iso(run.StartNs),
        run.Events, run.Dropped, run.Flows, run.LastNs);

    // Every long of nanoseconds is a year from 1677 to 2262: no overflow.
    private static string Iso(long unixNs) =>
        DateTime.UnixEpoch.AddTicks(unixNs / 100).ToString("O", CultureInfo.InvariantCulture);
}
