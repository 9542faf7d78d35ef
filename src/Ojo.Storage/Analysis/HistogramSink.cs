using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Counts values by bucket.</summary>
/// <param name="selection">Which events.</param>
/// <param name="sources">Which of their fields.</param>
/// <param name="order">How the values are held.</param>
/// <param name="edges">Where the buckets are; null where there are no values to be put into any.</param>
internal sealed class HistogramSink(Selection selection, ByType<FieldSource> sources, NumberOrder order, HistogramEdges? edges) : IEventSink
{
    private readonly long[] _counts = new long[edges?.Buckets ?? 0];
    private long _below;
    private long _above;
    private long _notNumbers;

    public bool Take(in ScannedEvents events)
    {
        bool hasTests = selection.HasTests;
        foreach (ref readonly ScannedEvent scanned in events.Events)
        {
            if (!sources.TryGet(scanned.TypeKey, out FieldSource? source) || (hasTests && !selection.Passes(events, scanned)))
            {
                continue;
            }

            if (!source.TryRead(order, events, scanned, out ulong number))
            {
                _notNumbers++;
            }
            else if (edges is null || edges.IsBelow(number))
            {
                _below++;
            }
            else if (edges.IsAbove(number))
            {
                _above++;
            }
            else
            {
                _counts[edges.BucketOf(number)]++;
            }
        }

        return true;
    }

    public Histogram ToHistogram(PartialAnswer? partial) =>
        new(edges?.ToQuantities() ?? [], _counts, _below, _above, _notNumbers, partial);
}
