using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Answers what a flow did in a stretch of time.</summary>
internal sealed class RangeQuestion(IStoreReader reader, RangeQuery query, TimeProvider time, CancellationToken cancellation)
{
    public RangeStatistics Answer()
    {
        var asked = new EventSelection { Flow = query.Flow, FromNs = query.FromNs, ToNs = query.ToNs, Filter = query.Filter };
        Selection selection = Selection.Of(reader, asked, cancellation);
        (long fromNs, long toNs) = selection.Range(reader, cancellation);
        List<RoleUseOfType> uses = [.. selection.Types.Select(static type => new RoleUseOfType(type))];
        var sink = new RangeSink(uses);
        using var limited = new LimitedScan(reader, query.TimeLimit, time, cancellation);
        limited.Run(selection.Scan(uses.Select(static use => new ScannedType(use.Type.TypeKey, use.Words))) with { FromNs = fromNs, ToNs = toNs }, sink);
        return sink.ToStatistics(fromNs, toNs, limited.Partial);
    }
}
