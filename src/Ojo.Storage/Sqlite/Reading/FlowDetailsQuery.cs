using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Looks at one flow.</summary>
internal static class FlowDetailsQuery
{
    public static FlowDetails? Run(ReaderConnection connection, StoredCatalogue catalogue, FlowKey flow, CancellationToken cancellation)
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
        FlowSummary summary = new SummaryReader(connection, catalogue, cancellation).Read(id, row, types);
        return new FlowDetails(row, run, types, summary);
    }
}
