using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Counts how many events the flows of a page had in each of some equal parts of their lives.</summary>
/// <remarks>A block that lies in one part is counted as it is; only the times of those that reach into several are read.</remarks>
internal sealed class FlowActivity
{
    private const int MostParts = 64;

    private readonly FlowPage _page;
    private readonly int _parts;
    private readonly long[][] _counts;

    private FlowActivity(FlowPage page, int parts)
    {
        _page = page;
        _parts = parts;
        _counts = [.. page.Flows.Select(_ => new long[parts])];
    }

    /// <summary>The flows of the page.</summary>
    public IReadOnlyList<FlowRow> Flows => _page.Flows;

    /// <exception cref="StoreQueryException">It is no number of parts.</exception>
    public static void Require(FlowQuery query)
    {
        if (query.ActivityParts is < 1 or > MostParts)
        {
            throw new StoreQueryException($"A flow's life is divided into 1 to {MostParts} parts; {query.ActivityParts} were asked for.");
        }
    }

    /// <summary>Adds the counts to a page, if they are asked for.</summary>
    /// <param name="page">The page.</param>
    /// <param name="query">What it was asked for.</param>
    /// <param name="allowance">When the page is given without them.</param>
    /// <param name="visit">Goes to where the events of the flows are, one file after the other.</param>
    /// <param name="cancellation">Stops without an answer.</param>
    public static FlowPage AddTo(FlowPage page, FlowQuery query, TimeAllowance allowance, Action<FlowActivity> visit, CancellationToken cancellation)
    {
        if (query.ActivityParts is not int parts)
        {
            return page;
        }

        var activity = new FlowActivity(page, parts);
        try
        {
            visit(activity);
            return page with { Activity = activity._counts };
        }
        catch (OperationCanceledException) when (allowance.IsUp && !cancellation.IsCancellationRequested)
        {
            return page with { IsPartial = true };
        }
    }

    /// <summary>Counts what a file has of a flow.</summary>
    /// <param name="part">The flow, in the file.</param>
    /// <param name="place">The flow's place in the page.</param>
    public void Add(FlowPart part, int place)
    {
        long[] lasts = LastsOf(_page.Flows[place]);
        long[] counts = _counts[place];
        Statement blocks = part.Connection.Prepare($"SELECT {StoredBlock.Columns} FROM ojo_block WHERE flow = ?1");
        blocks.Bind(1, part.Flow);
        while (blocks.Step())
        {
            StoredBlock block = StoredBlock.Read(blocks);
            int first = PartOf(lasts, block.FirstNs, from: 0);
            if (block.LastNs <= lasts[first])
            {
                counts[first] += block.LastId - block.FirstId + 1;
            }
            else
            {
                Spread(part.Connection, block, lasts, counts, first);
            }
        }
    }

    private static void Spread(ReaderConnection connection, StoredBlock block, long[] lasts, long[] counts, int at)
    {
        Statement times = connection.Prepare("SELECT dt FROM ojo_event WHERE id BETWEEN ?1 AND ?2");
        times.Bind(1, block.FirstId).Bind(2, block.LastId);
        while (times.Step())
        {
            at = PartOf(lasts, block.FirstNs + (times.Int64(0) >> block.Shift) * block.TickNs, at);
            counts[at]++;
        }
    }

    /// <summary>The last nanosecond of each part.</summary>
    private long[] LastsOf(FlowRow flow)
    {
        Int128 span = (Int128)flow.LastNs - flow.FirstNs + 1;
        return [.. Enumerable.Range(1, _parts).Select(end => (long)(flow.FirstNs + (span * end + _parts - 1) / _parts - 1))];
    }

    private static int PartOf(long[] lasts, long ns, int from)
    {
        while (from < lasts.Length - 1 && lasts[from] < ns)
        {
            from++;
        }

        return from;
    }
}
