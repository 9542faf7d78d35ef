using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>When a flow begins and ends.</summary>
internal static class FlowTimes
{
    /// <summary>The times of its first and last event.</summary>
    /// <exception cref="StoreQueryException">There is no such flow.</exception>
    public static (long FirstNs, long LastNs) Of(IStoreReader reader, FlowKey flow, CancellationToken cancellation)
    {
        var first = new EventQuery { Flow = flow, Limit = 1 };
        IReadOnlyList<EventRow> rows = reader.GetEvents(first, cancellation).Events;
        return rows.Count > 0
            ? (rows[0].TNs, reader.GetEvents(first with { Descending = true }, cancellation).Events[0].TNs)
            : throw new StoreQueryException($"There is no flow {flow} in this store.");
    }
}
