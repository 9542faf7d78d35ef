using Ojo.Storage.Filters;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Goes through all flows for those that a filter lets through by their numbers or parents.</summary>
internal static class FlowFactsQuery
{
    public static HashSet<FlowKey> Run(ReaderConnection connection, StoredCatalogue catalogue, FilterFlows flows)
    {
        Dictionary<long, long> sent = Count(connection, catalogue, EventRole.PacketSent);
        Dictionary<long, long> lost = Count(connection, catalogue, EventRole.PacketLost);
        Dictionary<(long, long), long> children = Children(connection);
        Statement rows = connection.Prepare("SELECT id, run, bits, parent, first_ns, last_ns, events FROM ojo_flow");
        var found = new HashSet<FlowKey>();
        while (rows.Step())
        {
            var flow = new FlowKey(rows.Int64(1), (ulong)rows.Int64(2));
            long row = rows.Int64(0);
            var facts = new FlowFacts(
                flow, (ulong?)rows.Int64OrNull(3), rows.Int64(5) - rows.Int64(4), rows.Int64(6), sent.GetValueOrDefault(row), lost.GetValueOrDefault(row),
                children.GetValueOrDefault((flow.RunId, (long)flow.FlowId)));
            if (flows.Allows(facts))
            {
                found.Add(flow);
            }
        }

        return found;
    }

    /// <summary>How many events of a role each flow has, by its row.</summary>
    private static Dictionary<long, long> Count(ReaderConnection connection, StoredCatalogue catalogue, EventRole role)
    {
        string keys = string.Join(", ", catalogue.Keys.Values.Where(key => key.Type.Descriptor?.Role == role).Select(static key => key.Id).Order());
        var counts = new Dictionary<long, long>();
        if (keys.Length > 0)
        {
            Statement rows = connection.Prepare($"SELECT flow, sum(events) FROM ojo_flow_key WHERE key IN ({keys}) GROUP BY flow");
            while (rows.Step())
            {
                counts.Add(rows.Int64(0), rows.Int64(1));
            }
        }

        return counts;
    }

    private static Dictionary<(long Run, long Bits), long> Children(ReaderConnection connection)
    {
        Statement rows = connection.Prepare("SELECT run, parent, count(*) FROM ojo_flow WHERE parent IS NOT NULL GROUP BY run, parent");
        var counts = new Dictionary<(long, long), long>();
        while (rows.Step())
        {
            counts.Add((rows.Int64(0), rows.Int64(1)), rows.Int64(2));
        }

        return counts;
    }
}
