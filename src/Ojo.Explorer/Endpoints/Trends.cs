using System.Diagnostics;
using Ojo.Explorer.Responses;
using Ojo.Explorer.Stores;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Endpoints;

/// <summary>Works out what services did over time.</summary>
internal sealed class Trends
{
    /// <summary>So many services are told apart.</summary>
    public const int MostServices = 256;

    private const int FlowsOfPage = 1000;

    private readonly StoreView _store;
    private readonly long _fromNs;
    private readonly long _toNs;
    private readonly long _bucketNs;
    private readonly int _buckets;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancellation;
    private readonly long _began = Stopwatch.GetTimestamp();
    private PartialResponse? _partial;

    public Trends(StoreView store, long fromNs, long toNs, int width, TimeSpan limit, CancellationToken cancellation)
    {
        (_store, _fromNs, _toNs, _limit, _cancellation) = (store, fromNs, toNs, limit, cancellation);

        // As event counts divide a range: theirs go into the same buckets.
        _bucketNs = (toNs - fromNs + width - 1) / width;
        _buckets = (int)((toNs - fromNs + _bucketNs - 1) / _bucketNs);
    }

    private TimeSpan Left => _limit - Stopwatch.GetElapsedTime(_began) is var left && left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);

    public TrendsResponse Of(IEnumerable<IGrouping<string?, StoredRun>> services)
    {
        Gap[] gaps = [.. _store.Reader.GetGaps(null, _cancellation)];
        List<ServiceTrendResponse> trends = [];
        foreach (IGrouping<string?, StoredRun> service in services)
        {
            ServiceTrendResponse trend = ServiceTrendResponse.Empty(service.Key, _buckets);
            AddEvents(trend, [.. service]);
            foreach (StoredRun run in service)
            {
                AddFlows(trend, run);
                foreach (Gap gap in gaps.Where(gap => gap.RunId == run.RunId))
                {
                    Add(trend.Dropped, run.StartNs, gap.ToNs, gap.Events);
                }
            }

            trends.Add(trend);
        }

        return new TrendsResponse(new(_fromNs), new(_toNs), _bucketNs, trends, _partial);
    }

    private void AddEvents(ServiceTrendResponse trend, IReadOnlyList<StoredRun> runs)
    {
        TimeHistogram counts = _store.Reader.GetTimeHistogram(
            new TimeHistogramQuery
            {
                Events = new EventSelection { WallClockRuns = runs, FromNs = _fromNs, ToNs = _toNs },
                Width = _buckets,
                TimeLimit = Left,
            }, _cancellation);
        _partial ??= PartialResponse.Of(counts.Partial);
        EventTypeNames types = _store.GetEventTypes(_cancellation);
        foreach (TypeOverTime type in counts.Types)
        {
            EventRole role = types.Find(type.Type.TypeKey)?.Descriptor?.Role ?? EventRole.None;
            for (int i = 0; i < type.Counts.Count; i++)
            {
                // A store of very many types has wider buckets.
                int bucket = (int)(i * counts.BucketNs / _bucketNs);
                trend.Events[bucket] += type.Counts[i];
                trend.PacketsSent[bucket] += role == EventRole.PacketSent ? type.Counts[i] : 0;
                trend.PacketsLost[bucket] += role == EventRole.PacketLost ? type.Counts[i] : 0;
            }
        }
    }

    private void AddFlows(ServiceTrendResponse trend, StoredRun run)
    {
        FlowQuery query = new() { RunId = run.RunId, Order = FlowOrder.FirstEvent, Limit = FlowsOfPage };
        do
        {
            FlowPage page = _store.Reader.GetFlows(query with { TimeLimit = Left }, _cancellation);
            foreach (FlowRow flow in page.Flows)
            {
                Add(trend.FlowsStarted, run.StartNs, flow.FirstNs, 1);
            }

            if (page.IsPartial)
            {
                _partial ??= new PartialResponse(true, 0, null, 0, []);
                return;
            }

            // In order of their first events: what follows began later still.
            query = query with { Cursor = page.Flows.Count > 0 && (Int128)run.StartNs + page.Flows[^1].FirstNs >= _toNs ? null : page.NextCursor };
        }
        while (query.Cursor is not null);
    }

    private void Add(long[] column, long startNs, long tNs, long count)
    {
        Int128 ns = (Int128)startNs + tNs - _fromNs;
        if (ns >= 0 && ns < _toNs - _fromNs)
        {
            column[(int)(ns / _bucketNs)] += count;
        }
    }
}
