using System.Globalization;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Responses;

/// <summary>The run that times in the same answer count from.</summary>
/// <param name="RunId">Its number in this store.</param>
/// <param name="Service">What the program calls itself; null where no run file came with the traces.</param>
/// <param name="Host">The machine's name; null where no run file came.</param>
/// <param name="ProcessId">The process id; null where it is not known.</param>
/// <param name="StartNs">Unix time of its start in nanoseconds, as a string.</param>
internal sealed record RunStartResponse(long RunId, string? Service, string? Host, int? ProcessId, string StartNs)
{
    public static RunStartResponse Of(StoredRun run) =>
        new(run.RunId, run.Service, run.Host, run.ProcessId, run.StartNs.ToString(CultureInfo.InvariantCulture));

    /// <summary>The runs of these ids, each once, in order of start.</summary>
    public static IReadOnlyList<RunStartResponse> Of(IReadOnlyList<StoredRun> runs, IEnumerable<long> ids)
    {
        HashSet<long> wanted = [.. ids];
        return [.. runs.Where(r => wanted.Contains(r.RunId)).Select(Of)];
    }
}
