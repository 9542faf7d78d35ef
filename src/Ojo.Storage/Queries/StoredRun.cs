namespace Ojo.Storage.Queries;

/// <summary>A run: the traces of one tracer, from its creation to its disposal.</summary>
/// <param name="RunId">Its number in the store.</param>
/// <param name="Service">What the program calls itself; null where no run file came with the traces.</param>
/// <param name="Host">The machine's name; null where no run file came.</param>
/// <param name="ProcessId">The process id; null where neither a run file nor a file name says it.</param>
/// <param name="StartNs">Unix time of its start in nanoseconds; event times count from here.</param>
/// <param name="Events">How many events the store holds of it.</param>
/// <param name="Dropped">How many events its tracer lost.</param>
/// <param name="Flows">How many flows it has.</param>
/// <param name="LastNs">Time of its last event in nanoseconds since its start.</param>
public sealed record StoredRun(
    long RunId, string? Service, string? Host, int? ProcessId, long StartNs, long Events, long Dropped, long Flows, long LastNs);
