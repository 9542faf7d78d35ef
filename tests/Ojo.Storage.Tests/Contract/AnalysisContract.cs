using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Histograms and groups of random histories, as the reference store counts them.</summary>
public abstract class AnalysisContract : StoreContract
{
    private const int MostGroupsWithPercentiles = 1000;

    private static readonly string[] s_numbers =
        ["packet_number", "size", "PACKET_SENT_SIZED.size", "cwnd", "payload", "length", "latest", "min", "stream_id", "parent_flow_id", "offset"];

    public static TheoryData<int> Seeds => Histories.Seeds(usual: 3, part: 0.1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_histories_are_counted_as_the_reference_store_counts_them(int seed)
    {
        var history = new RandomHistory(seed + 2000, Directory);
        Ingest(history, files: history.Random.Next(1, 7));

        Dictionary<int, long> runs = Reader.GetRuns().ToDictionary(run => run.ProcessId!.Value, run => run.RunId);
        var fields = new ReferenceFields(Reader.GetEventTypes());
        for (int n = 0; n < 12; n++)
        {
            CompareHistogram(history, runs, fields);
            CompareGroups(history, runs, fields);
            CompareTimes(history, runs);
        }

        CompareBounds(history, runs, fields);
    }

    /// <summary>What an engine says without a scan, if it does, is so.</summary>
    private void CompareBounds(RandomHistory history, Dictionary<int, long> runs, ReferenceFields fields)
    {
        foreach (var events in history.Reference.Events.GroupBy(e => (e.ProcessId, e.FlowId, e.Type)).Take(60))
        {
            StoredEventType type = fields.TypeOf(events.First());
            string? field = type.Descriptor?.Fields[0].Name;
            if (field is not null && Reader is IFieldBounds summed
                && summed.FindBounds(new FlowKey(runs[events.Key.ProcessId], events.Key.FlowId), type.TypeKey, 0) is FieldBounds bounds)
            {
                Assert.Equal((events.Min(e => (double)fields.BitsOf(e, field)!), events.Max(e => (double)fields.BitsOf(e, field)!)), (bounds.Min, bounds.Max));
            }
        }
    }

    private static (EventSelection Selection, IEnumerable<ReferenceEvent> Expected) Select(
        RandomHistory history, Dictionary<int, long> runs, ReferenceFields fields, bool mustHaveTimes = false)
    {
        Random random = history.Random;
        IEnumerable<ReferenceEvent> expected = history.Reference.Events;
        var selection = new EventSelection();
        if (history.Reference.Events.Count == 0)
        {
            return (selection, expected);
        }

        ReferenceEvent any = history.Reference.Events[random.Next(history.Reference.Events.Count)];
        switch (random.Next(mustHaveTimes ? 2 : 3))
        {
            case 0:
                selection = selection with { Flow = new FlowKey(runs[any.ProcessId], any.FlowId) };
                expected = expected.Where(e => e.ProcessId == any.ProcessId && e.FlowId == any.FlowId);
                break;
            case 1:
                selection = selection with { RunId = runs[any.ProcessId] };
                expected = expected.Where(e => e.ProcessId == any.ProcessId);
                break;
        }

        if (random.Next(2) == 0)
        {
            long other = history.Reference.Events[random.Next(history.Reference.Events.Count)].Ns;
            (long fromNs, long toNs) = (Math.Min(any.Ns, other), Math.Max(any.Ns, other));
            selection = selection with { FromNs = fromNs, ToNs = toNs };
            expected = expected.Where(e => e.Ns >= fromNs && e.Ns < toNs);
        }

        if (random.Next(3) == 0)
        {
            selection = selection with { Tests = [new FieldTest("packet_number", FieldOperator.Less, "100")] };
            expected = expected.Where(e => fields.BitsOf(e, "packet_number") < 100);
        }

        return (selection, expected);
    }

    private static IEnumerable<ReferenceEvent> Having(IEnumerable<ReferenceEvent> events, ReferenceFields fields, string name)
    {
        string[] parts = name.Split('.');
        return events.Where(e => fields.FieldOf(e, parts[^1]) is not null && (parts.Length == 1 || fields.TypeOf(e).Descriptor?.Name == parts[0]));
    }

    private void CompareHistogram(RandomHistory history, Dictionary<int, long> runs, ReferenceFields fields)
    {
        Random random = history.Random;
        string name = s_numbers[random.Next(s_numbers.Length)];
        (EventSelection selection, IEnumerable<ReferenceEvent> events) = Select(history, runs, fields);
        if (selection.Tests.Count > 0 && name is not ("packet_number" or "size" or "PACKET_SENT_SIZED.size"))
        {
            return;
        }

        HistogramScale scale = (HistogramScale)random.Next(2);
        int buckets = random.Next(3) == 0 ? random.Next(1, 4097) : random.Next(1, 30);
        if (name == "payload" && !fields.HasType(0x7000_0001) && !fields.HasType(0x8000_0001))
        {
            return;
        }

        Histogram histogram = Reader.GetHistogram(new HistogramQuery { Events = selection, Field = name, Buckets = buckets, Scale = scale });

        ulong[] values = [.. Having(events, fields, name).Select(e => fields.BitsOf(e, name.Split('.')[^1])!.Value)];
        ulong[] inScale = [.. values.Where(value => scale == HistogramScale.Linear || value > 0).Order()];
        Assert.Equal(values.Length - inScale.Length, histogram.Below);
        Assert.Equal((0L, 0L, null), (histogram.Above, histogram.NotNumbers, histogram.Partial));
        if (inScale.Length == 0)
        {
            Assert.Empty(histogram.Edges);
            return;
        }

        Int128[] edges = [.. histogram.Edges.Select(edge => edge.Whole!.Value)];
        Assert.Equal(((Int128)inScale[0], (Int128)inScale[^1]), (edges[0], edges[^1]));
        Assert.Equal(edges.Order(), edges);
        Assert.InRange(histogram.Counts.Count, 1, buckets);
        Assert.Equal(edges.Length - 1, histogram.Counts.Count);
        for (int bucket = 0; bucket < histogram.Counts.Count; bucket++)
        {
            bool isLast = bucket == histogram.Counts.Count - 1;
            Assert.Equal(
                inScale.Count(value => value >= edges[bucket] && (isLast ? value <= edges[bucket + 1] : value < edges[bucket + 1])),
                histogram.Counts[bucket]);
        }

        if (scale == HistogramScale.Linear && histogram.Counts.Count == buckets)
        {
            IEnumerable<Int128> widths = edges.Zip(edges.Skip(1), (left, right) => right - left);
            Assert.InRange(widths.Max() - widths.Min(), 0, 1);
        }
    }

    private void CompareGroups(RandomHistory history, Dictionary<int, long> runs, ReferenceFields fields)
    {
        Random random = history.Random;
        (EventSelection selection, IEnumerable<ReferenceEvent> events) = Select(history, runs, fields);
        string? name = random.Next(4) == 0 || (selection.Tests.Count > 0 && random.Next(2) == 0) ? null : selection.Tests.Count > 0 ? "packet_number" : s_numbers[random.Next(4)];
        if (name is not null)
        {
            events = Having(events, fields, name);
        }

        long bucketNs = random.NextInt64(1, 100_000_000);
        (GroupBy By, Func<ReferenceEvent, object?> KeyOf)[] possible =
        [
            (GroupBy.Flow, e => new FlowKey(runs[e.ProcessId], e.FlowId)),
            (GroupBy.Run, e => runs[e.ProcessId]),
            (GroupBy.Type, fields.TypeOf),
            (GroupBy.Category, e => fields.TypeOf(e).Descriptor?.Category ?? ""),
            (GroupBy.Time(bucketNs), e => (selection.FromNs ?? 0) + ((e.Ns - (selection.FromNs ?? 0)) / bucketNs * bucketNs)),
            (GroupBy.Field("packet_number"), e => fields.BitsOf(e, "packet_number") is ulong number ? Quantity.Of(number) : null),
            (GroupBy.Field("space"), e => fields.NameOf(e, "space")),
        ];
        (GroupBy By, Func<ReferenceEvent, object?> KeyOf)[] by = [.. possible.Where(_ => random.Next(3) == 0).Take(3)];
        if (name == "cwnd" && by.Any(one => one.By.Kind == GroupKind.Field))
        {
            return;
        }

        double[] percentiles = name is null ? [] : [0, 50, 99.9, 100];
        int limit = random.Next(1, 40);
        var query = new GroupQuery
        {
            Events = selection,
            By = [.. by.Select(one => one.By)],
            Field = name,
            Percentiles = percentiles,
            Limit = limit,
            Order = name is null ? GroupOrder.Count : (GroupOrder)random.Next(7),
            Descending = random.Next(2) == 0,
        };
        GroupResult result = Reader.GetGroups(query);

        Dictionary<string, List<ReferenceEvent>> expected = events
            .Where(e => by.All(one => one.KeyOf(e) is not null))
            .GroupBy(e => Written(by.Select(one => one.KeyOf(e)))).ToDictionary(group => group.Key, group => group.ToList());
        if (percentiles.Length > 0 && expected.Count > MostGroupsWithPercentiles)
        {
            // More than can be told apart: the rest is in the remainder, and nothing is lost.
            Assert.Equal((MostGroupsWithPercentiles, true), (result.GroupCount, result.IsBounded));
            Assert.Equal(expected.Values.Sum(own => own.Count), result.Groups.Sum(group => group.Count) + (result.Remainder?.Count ?? 0));
            return;
        }

        Assert.Equal(expected.Count, result.GroupCount);
        Assert.False(result.IsBounded);
        Assert.Null(result.Partial);
        Assert.Equal(Math.Min(limit, expected.Count), result.Groups.Count);
        foreach (Group group in result.Groups)
        {
            Assert.True(expected.Remove(Written(group.Keys), out List<ReferenceEvent>? own), Written(group.Keys));
            Same(group, own, fields, name, percentiles);
        }

        List<ReferenceEvent> rest = [.. expected.Values.SelectMany(own => own)];
        Assert.Equal(rest.Count > 0, result.Remainder is not null);
        if (result.Remainder is Group remainder)
        {
            Same(remainder, rest, fields, name, percentiles);
            Assert.All(expected.Values, own => Assert.True(IsInOrder(query, result.Groups[^1], Summed(own, fields, name, percentiles))));
        }

        for (int n = 1; n < result.Groups.Count; n++)
        {
            Assert.True(IsInOrder(query, result.Groups[n - 1], result.Groups[n]));
        }
    }

    private static string Written(IEnumerable<object?> keys) =>
        string.Join(" | ", keys.Select(key => key is StoredEventType type ? $"type {type.TypeKey}" : $"{key}"));

    private static bool IsInOrder(GroupQuery query, Group first, Group second)
    {
        (double left, double right) = query.Order switch
        {
            GroupOrder.Count => (first.Count, second.Count),
            GroupOrder.Sum => (first.Sum!.Value.Value, second.Sum!.Value.Value),
            GroupOrder.Average => (first.Average!.Value, second.Average!.Value),
            GroupOrder.Min => (first.Min!.Value.Value, second.Min!.Value.Value),
            GroupOrder.Max => (first.Max!.Value.Value, second.Max!.Value.Value),
            GroupOrder.Percentile => (first.Percentiles[0].Value, second.Percentiles[0].Value),
            _ => (0, 0),
        };
        return query.Descending ? left >= right : left <= right;
    }

    private static void Same(Group group, List<ReferenceEvent> events, ReferenceFields fields, string? name, double[] percentiles)
    {
        Group expected = Summed(events, fields, name, percentiles);
        Assert.Equal(
            (expected.Count, expected.Sum, expected.Min, expected.Max, true), (group.Count, group.Sum, group.Min, group.Max, group.IsExact));
        Assert.Equal(expected.Percentiles, group.Percentiles);
    }

    private static Group Summed(List<ReferenceEvent> events, ReferenceFields fields, string? name, double[] percentiles)
    {
        if (name is null)
        {
            return new Group([], events.Count, null, null, null, [], true);
        }

        ulong[] values = [.. events.Select(e => fields.BitsOf(e, name.Split('.')[^1])!.Value).Order()];
        return new Group(
            [], values.Length, Quantity.Of(values.Aggregate((Int128)0, (sum, value) => sum + value)), Quantity.Of(values[0]), Quantity.Of(values[^1]),
            [.. percentiles.Select(percent => Quantity.Of(values.First(value => values.Count(other => other <= value) * 1000L >= (long)(percent * 10) * values.Length)))], true);
    }

    private void CompareTimes(RandomHistory history, Dictionary<int, long> runs)
    {
        if (history.Reference.Events.Count == 0)
        {
            return;
        }

        (EventSelection selection, IEnumerable<ReferenceEvent> events) = Select(history, runs, new ReferenceFields(Reader.GetEventTypes()), mustHaveTimes: true);
        int width = history.Random.Next(1, 300);

        TimeHistogram histogram = Reader.GetTimeHistogram(new TimeHistogramQuery { Events = selection, Width = width });

        Assert.Null(histogram.Partial);
        Assert.True(histogram.Types.All(type => type.Counts.Count <= width));
        ReferenceEvent[] inRange = [.. events];
        Assert.Equal(inRange.CountBy(e => (ulong)e.Type).OrderBy(type => type.Key), histogram.Types.Select(type => KeyValuePair.Create(type.Type.EventType, (int)type.Type.Count)).OrderBy(type => type.Key));
        foreach (TypeOverTime type in histogram.Types)
        {
            for (int bucket = 0; bucket < type.Counts.Count; bucket++)
            {
                long fromNs = histogram.FromNs + (bucket * histogram.BucketNs);
                Assert.Equal(
                    inRange.Count(e => e.Type == type.Type.EventType && e.Ns >= fromNs && e.Ns < fromNs + histogram.BucketNs), type.Counts[bucket]);
            }
        }
    }
}
