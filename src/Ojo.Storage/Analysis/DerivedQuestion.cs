using System.Globalization;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Answers what a flow's packets come to over time.</summary>
/// <remarks>
/// What is in flight, what blocks, and when a packet was sent, may have been decided before the range begins: for those kinds the
/// flow is read from its first event on, so that the edges are exact.
/// </remarks>
internal sealed class DerivedQuestion(IStoreReader reader, DerivedSeriesQuery query, TimeProvider time, CancellationToken cancellation)
{
    private const int MostWidth = 8192;

    public DerivedSeriesResult Answer()
    {
        if (query.Width is < 1 or > MostWidth)
        {
            throw new StoreQueryException($"A derived series has 1 to {MostWidth} buckets; {query.Width} were asked for.");
        }

        if (query.Kinds.Distinct().Count() != query.Kinds.Count || !query.Kinds.All(Enum.IsDefined))
        {
            throw new StoreQueryException("Each kind of derived series can be asked for once.");
        }

        Selection selection = Selection.Of(
            reader, new EventSelection { Flow = query.Flow, FromNs = query.FromNs, ToNs = query.ToNs }, cancellation);
        (long fromNs, long toNs) = selection.Range(reader, cancellation);
        var buckets = new TimeBuckets(fromNs, toNs, query.Width);
        var sinks = new DerivedSinks(selection.Types, [.. query.Kinds.Where(static kind => kind != DerivedKind.DataSent)], buckets, EndNs(), () => AreEndsTold(selection.Types));
        using var limited = new LimitedScan(reader, query.TimeLimit, time, cancellation);
        if (sinks.Any)
        {
            limited.Run(selection.Scan(sinks.Types) with { FromNs = sinks.FromTheFirst ? 0 : fromNs, ToNs = toNs }, sinks);
        }

        int complete = limited.Partial is PartialAnswer partial ? buckets.CompleteAt(partial.ReachedNs) : buckets.Count;
        DerivedSeries? dataSent = query.Kinds.Contains(DerivedKind.DataSent) ? DataSent(limited, selection.Types, buckets) : null;
        return new DerivedSeriesResult(
            fromNs, toNs, buckets.BucketNs, [.. query.Kinds.Select(kind => kind == DerivedKind.DataSent ? dataSent! : sinks.ToSeries(kind, complete))],
            sinks.Forgotten, limited.Partial);
    }

    private long EndNs()
    {
        long lastNs = FlowTimes.Of(reader, query.Flow, cancellation).LastNs;
        return lastNs == long.MaxValue ? lastNs : lastNs + 1;
    }

    private bool AreEndsTold(IReadOnlyList<StoredEventType> types)
    {
        string[] ends = [.. types.Where(static type => type.Descriptor?.Role == EventRole.Unblocked)
            .Select(static type => type.EventType.ToString(CultureInfo.InvariantCulture)).Distinct()];
        return ends.Length > 0
            && reader.GetEvents(new EventQuery { Flow = query.Flow, Types = ends, Limit = 1 }, cancellation).Events.Count > 0;
    }

    /// <summary>Flows are read one after the other, so that a bucket is complete when all have been.</summary>
    private DerivedSeries DataSent(LimitedScan limited, IReadOnlyList<StoredEventType> types, TimeBuckets buckets)
    {
        var sink = new DataSentSink(types, buckets);
        limited.Run(new EventScan { Flows = [query.Flow, .. Children()], RunId = query.Flow.RunId, Types = sink.Types, ToNs = buckets.ToNs }, sink);
        return sink.ToSeries(limited.Partial is null ? buckets.Count : 0);
    }

    private IEnumerable<FlowKey> Children()
    {
        var ask = new FlowQuery { RunId = query.Flow.RunId, ParentFlowId = query.Flow.FlowId, Limit = 1000 };
        while (true)
        {
            FlowPage page = reader.GetFlows(ask, cancellation);
            foreach (FlowRow row in page.Flows)
            {
                yield return row.Flow;
            }

            if (page.NextCursor is null)
            {
                yield break;
            }

            ask = ask with { Cursor = page.NextCursor };
        }
    }
}
