namespace Ojo.Storage.Queries;

/// <summary>How much a store holds.</summary>
/// <param name="Events">Events, meta records not counted.</param>
/// <param name="Flows">Flows over all runs.</param>
/// <param name="Runs">Runs.</param>
/// <param name="Files">Trace files taken in.</param>
/// <param name="Dropped">Events that their tracers lost.</param>
/// <param name="FirstNs">Unix time of the first event in nanoseconds; null in an empty store.</param>
/// <param name="LastNs">Unix time of the last event in nanoseconds; null in an empty store.</param>
/// <param name="Types">How many events there are of each type, most frequent first.</param>
public sealed record StoreStatistics(
    long Events, long Flows, long Runs, long Files, long Dropped, long? FirstNs, long? LastNs, IReadOnlyList<TypeCount> Types)
{
    /// <summary>The files of the store that could not be read: what they hold is not in here. Empty where nothing is missing.</summary>
    public IReadOnlyList<MissingPart> Missing { get; init; } = [];
}
