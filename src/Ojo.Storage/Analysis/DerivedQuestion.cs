using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Answers what a flow's packets come to over time.</summary>
/// <remarks>
/// What is in flight, and when a packet was sent, may have been decided before the range begins: for those kinds the flow is
/// read from its first event on, so that the edges are exact.
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
        bool follows = query.Kinds.Any(static kind => kind is DerivedKind.Goodput or DerivedKind.BytesInFlight or DerivedKind.Rtt);
        IReadOnlyList<PacketFields> types = PacketFields.Of(selection.Types);
        var sink = new DerivedSink(types, buckets, follows);
        EventScan scan = selection.Scan(types.Select(static type => new ScannedType(type.TypeKey, type.Words)));

        using var limited = new LimitedScan(reader, query.TimeLimit, time, cancellation);
        limited.Run(scan with { FromNs = follows ? 0 : fromNs, ToNs = toNs }, sink);
        int complete = limited.Partial is PartialAnswer partial ? buckets.CompleteAt(partial.ReachedNs) : buckets.Count;
        return new DerivedSeriesResult(
            fromNs, toNs, buckets.BucketNs, [.. query.Kinds.Select(kind => sink.ToSeries(kind, complete))], sink.Forgotten, limited.Partial);
    }
}
