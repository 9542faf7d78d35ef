using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Looks at one flow.</summary>
internal static class FlowDetailsQuery
{
    /// <param name="connection">Where the flows' totals are.</param>
    /// <param name="catalogue">What the events mean.</param>
    /// <param name="flow">Which flow.</param>
    /// <param name="visitParts">Goes to where its events are, one file after the other; null where they are in this file too.</param>
    /// <param name="isQuick">Whether a long flow's median is left out.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static FlowDetails? Run(
        ReaderConnection connection, StoredCatalogue catalogue, FlowKey flow, Action<FlowRow, Action<FlowPart>>? visitParts, bool isQuick, CancellationToken cancellation)
    {
        Statement find = connection.Prepare($"SELECT {FlowRowReader.Columns} FROM ojo_flow AS f WHERE f.run = ?1 AND f.bits = ?2");
        if (!find.Bind(1, flow.RunId).Bind(2, (long)flow.FlowId).Step())
        {
            return null;
        }

        long id = find.Int64(0);
        FlowRow row = new FlowRowReader(connection, catalogue).Read(find);
        find.Reset();
        if (RunsQuery.Find(connection, flow.RunId) is not StoredRun run)
        {
            return null;
        }

        IReadOnlyList<TypeCount> types = TypeCounts.Of(
            connection.Prepare("SELECT key, events FROM ojo_flow_key WHERE flow = ?1").Bind(1, id), catalogue);
        var summary = new SummaryReader(connection, catalogue, hasMedian: !isQuick || row.Events < LongFlows.FewestEvents, cancellation);
        if (visitParts is not null)
        {
            visitParts(row, part => summary.Add(part, types));
        }
        else if (FlowPart.Find(connection, flow) is FlowPart whole)
        {
            summary.Add(whole, types);
        }

        return new FlowDetails(row, run, types, summary.ToSummary(id, row, types));
    }
}
