using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Answers how many events of each type there are over time.</summary>
internal sealed class TimeHistogramQuestion(IStoreReader reader, TimeHistogramQuery query, TimeProvider time, CancellationToken cancellation)
{
    private const int MostWidth = 8192;

    /// <summary>As many counts as 16 MiB hold: a store with more types than that gets wider buckets.</summary>
    private const int MostCounts = 2 * 1024 * 1024;

    public TimeHistogram Answer()
    {
        if (query.Width is < 1 or > MostWidth)
        {
            throw new StoreQueryException($"A histogram over time has 1 to {MostWidth} buckets; {query.Width} were asked for.");
        }

        Selection selection = Selection.Of(reader, query.Events, cancellation);
        (long fromNs, long toNs) = selection.Range(reader, cancellation);
        var buckets = new TimeBuckets(fromNs, toNs, Math.Max(1, Math.Min(query.Width, MostCounts / Math.Max(1, selection.Types.Count))));
        var sink = new TimeHistogramSink(selection, buckets);
        using var limited = new LimitedScan(reader, query.TimeLimit, time, cancellation);
        foreach (EventScan scan in selection.Scans(selection.Types.Select(static type => new ScannedType(type.TypeKey)), fromNs, toNs))
        {
            limited.Run(scan, sink);
        }

        return new TimeHistogram(fromNs, toNs, buckets.BucketNs, sink.ToTypes(), limited.Partial)
        {
            RunId = query.Events.WallClockRuns is null ? selection.RunId : null,
        };
    }

    private sealed class TimeHistogramSink(Selection selection, TimeBuckets buckets) : IEventSink
    {
        private readonly ByType<long[]> _counts = new(selection.Types.Select(type => KeyValuePair.Create(type.TypeKey, new long[buckets.Count])));

        public bool Take(in ScannedEvents events)
        {
            long startNs = selection.StartOf(events.Flow.RunId);
            foreach (ref readonly ScannedEvent scanned in events.Events)
            {
                if (_counts.TryGet(scanned.TypeKey, out long[]? counts) && selection.Passes(events, scanned))
                {
                    counts[buckets.IndexOf(scanned.TNs + startNs)]++;
                }
            }

            return true;
        }

        public IReadOnlyList<TypeOverTime> ToTypes() => [.. selection.Types
            .Select(type => _counts.TryGet(type.TypeKey, out long[]? counts)
                ? new TypeOverTime(TypeList.Count(type, counts.Sum()), counts)
                : null)
            .OfType<TypeOverTime>()
            .Where(static type => type.Type.Count > 0)
            .OrderByDescending(static type => type.Type.Count).ThenBy(static type => type.Type.EventType).ThenBy(static type => type.Type.TypeKey)];
    }
}
