using Ojo.Storage.Queries;

namespace Ojo.Cli.Tail;

/// <summary>What a run is called in every store that has it: its number is another in each.</summary>
internal readonly record struct RunName(long StartNs, int? ProcessId, string? Service, string? Host)
{
    public static RunName Of(StoredRun run) => new(run.StartNs, run.ProcessId, run.Service, run.Host);
}
