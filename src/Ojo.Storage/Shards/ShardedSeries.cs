using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite.Reading;

namespace Ojo.Storage.Shards;

/// <summary>Reads series over all shards that have something of a flow, several at a time.</summary>
internal static class ShardedSeries
{
    private static readonly int s_mostAtOnce = Math.Clamp(Environment.ProcessorCount, 2, 8);

    public static SeriesResult Run(ShardedQuery shards, SeriesQuery query)
    {
        SeriesRange.CheckSize(query);
        var allowance = new TimeAllowance(query.TimeLimit);
        List<SeriesSelector> selectors = [.. query.Selectors.Select(text => SeriesSelector.Parse(shards.Catalogue, text))];
        FlowPart flow = FlowPart.Find(shards.Index, query.Flow) ?? throw SeriesReader.NoSuchFlow(query.Flow);
        var range = SeriesRange.Of(query, flow.FirstNs, flow.LastNs);
        SeriesBuckets[] buckets = [.. selectors.Select(_ => new SeriesBuckets(range))];
        HashSet<int> keys = [.. selectors.SelectMany(static selector => selector.Sources).Select(static source => source.Key.Id)];
        if (!range.IsEmpty && keys.Count > 0)
        {
            Fill(shards, query.Flow, range, allowance, selectors, buckets, shards.PartsOf(query.Flow.RunId, range.FromNs, range.ToNs - 1, keys));
        }

        SeriesSample?[] before = [.. selectors.Select((selector, index) => FindBefore(shards, query.Flow, range, allowance, selector, buckets[index]))];
        return new SeriesResult(range.FromNs, range.ToNs,
            [.. selectors.Select((selector, index) => buckets[index].ToSeries(selector.Text, before[index]?.ToBucket()))])
        {
            Missing = shards.Missing,
        };
    }

    private static void Fill(
        ShardedQuery shards, FlowKey flow, SeriesRange range, TimeAllowance allowance,
        List<SeriesSelector> selectors, SeriesBuckets[] buckets, List<ShardPart> parts)
    {
        bool areFew = AreFew(shards, flow, range, allowance, parts);
        var options = new ParallelOptions { MaxDegreeOfParallelism = s_mostAtOnce, CancellationToken = shards.Cancellation };
        try
        {
            Parallel.ForEach(parts, options, part =>
            {
                SeriesBuckets[] ofPart = [.. selectors.Select(_ => new SeriesBuckets(range))];
                bool isRead = Ask(shards, part, flow, range, allowance, reader =>
                {
                    reader.Fill(selectors, ofPart, areFew);
                    return true;
                }, none: false);
                if (isRead)
                {
                    lock (buckets)
                    {
                        for (int index = 0; index < buckets.Length; index++)
                        {
                            buckets[index].Add(ofPart[index], ShardPlace.Of(part.Shard, 0));
                        }
                    }
                }
            });
        }
        catch (AggregateException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    /// <summary>Whether there is so little in the range that single events are drawn; as soon as it is too much, no more shards are asked.</summary>
    private static bool AreFew(ShardedQuery shards, FlowKey flow, SeriesRange range, TimeAllowance allowance, List<ShardPart> parts)
    {
        long blocks = 0;
        foreach (ShardPart part in parts)
        {
            blocks += Ask(shards, part, flow, range, allowance, static reader => reader.CountBlocks(), none: 0);
            if (!SeriesReader.AreFew(blocks, range))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The last value before the range: the newest shard that has one has it, unless an older one reaches beyond.</summary>
    private static SeriesSample? FindBefore(
        ShardedQuery shards, FlowKey flow, SeriesRange range, TimeAllowance allowance, SeriesSelector selector, SeriesBuckets buckets)
    {
        SeriesSample? found = null;
        IEnumerable<int> keys = selector.Sources.Select(static source => source.Key.Id);
        if (range.FromNs > 0 && keys.Any())
        {
            foreach (ShardPart part in shards.PartsOf(flow.RunId, 0, range.FromNs - 1, keys).OrderByDescending(static part => part.LastNs))
            {
                if (found is { } best && part.LastNs < best.Ns)
                {
                    break;
                }

                SeriesSample? sample = Ask(shards, part, flow, range, allowance, reader => reader.FindBefore(selector, buckets), none: null) is { } last
                    ? last with { Place = ShardPlace.Of(part.Shard, last.Place) }
                    : null;
                found = found is { } other && (sample is null || sample.Value.CompareTo(other) < 0) ? found : sample;
            }
        }

        return found;
    }

    private static T Ask<T>(
        ShardedQuery shards, ShardPart part, FlowKey flow, SeriesRange range, TimeAllowance allowance, Func<SeriesReader, T> question, T none) =>
        shards.Ask(part.Shard, connection => FlowPart.Find(connection, flow) is FlowPart found
            ? question(new SeriesReader(found, range, allowance, shards.Cancellation))
            : none, none);
}
