using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Shows a sink the events of flow after flow.</summary>
internal static class EventScanner
{
    /// <returns>False where the sink stopped the scan.</returns>
    public static bool Run(
        ReaderConnection connection, StoredCatalogue catalogue, EventScan scan, IEventSink sink, CancellationToken cancellation)
    {
        var plan = new ScanPlan(catalogue, scan, StoredFilter.Of(scan.Filter, connection, catalogue));
        if (plan.IsEmpty)
        {
            return true;
        }

        var strings = new RunStrings(connection);
        var batch = new ScanBatch();
        foreach ((FlowKey flow, long row, long longest) in Flows(connection, scan, plan.Filter.Flows))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (long reachedNs in new FlowScan(connection, catalogue, plan, flow.RunId, row, longest).Read(batch))
            {
                if (!sink.Take(batch.View(flow, reachedNs, strings)))
                {
                    return false;
                }

                cancellation.ThrowIfCancellationRequested();
            }
        }

        return true;
    }

    /// <summary>The flows that a scan goes through, in order: each with its row and its longest block.</summary>
    /// <param name="connection">Where they are.</param>
    /// <param name="scan">The scan.</param>
    /// <param name="choice">Which flows its filter lets through; null for all.</param>
    public static IEnumerable<(FlowKey Flow, long Row, long Longest)> Flows(ReaderConnection connection, EventScan scan, FlowChoice? choice)
    {
        IEnumerable<FlowKey>? named = scan.Flows ?? choice?.ListIn(scan.RunId is long run ? [run] : StoredFilter.RunIds(connection));
        if (named is null)
        {
            return AllFlows(connection, scan.RunId).Where(flow => choice?.Allows(flow.Flow) != false);
        }

        return named
            .Where(flow => choice?.Allows(flow) != false)
            .Where(flow => scan.RunId is null || flow.RunId == scan.RunId)
            .Distinct()
            .OrderBy(static flow => flow.RunId).ThenBy(static flow => flow.FlowId)
            .SelectMany(flow => Find(connection, flow));
    }

    private static IEnumerable<(FlowKey Flow, long Row, long Longest)> AllFlows(ReaderConnection connection, long? run)
    {
        // Ids from 2⁶³ on are kept as negative numbers.
        Statement flows = connection.Prepare($"""
            SELECT run, bits, id, longest FROM ojo_flow {(run is null ? "" : "WHERE run = ?1 ")}ORDER BY run, bits < 0, bits
            """);
        if (run is long only)
        {
            flows.Bind(1, only);
        }

        while (flows.Step())
        {
            yield return (new FlowKey(flows.Int64(0), (ulong)flows.Int64(1)), flows.Int64(2), flows.Int64(3));
        }
    }

    private static IEnumerable<(FlowKey Flow, long Row, long Longest)> Find(ReaderConnection connection, FlowKey flow)
    {
        Statement find = connection.Prepare("SELECT id, longest FROM ojo_flow WHERE run = ?1 AND bits = ?2");
        if (find.Bind(1, flow.RunId).Bind(2, (long)flow.FlowId).Step())
        {
            (long row, long longest) = (find.Int64(0), find.Int64(1));
            find.Reset();
            yield return (flow, row, longest);
        }
    }
}
