using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Random histories through the store and through a reference store that is a list: both must say the same.</summary>
public abstract class ModelContract : StoreContract
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => Histories.Seeds(usual: 4);

    /// <summary>What the writers take for now, so that how old an event is can be said to the microsecond.</summary>
    internal static TimeProvider Clock { get; } = new FixedTime(s_now);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_random_history_is_answered_as_the_reference_store_answers_it(int seed)
    {
        var history = new RandomHistory(seed, Directory, PieceOf);
        int files = history.Random.Next(1, 7);
        for (int file = 0; file < files; file++)
        {
            Writer.Ingest(history.WriteFile());
            for (int piece = history.Random.Next(4); piece > 0; piece--)
            {
                Writer.Compact(everything: history.Random.Next(2) == 0);
            }

            // Readers look on while the writer goes on.
            CompareAll(history);
            if (history.Random.Next(4) == 0)
            {
                Retain(history);
                CompareAll(history);
            }

            if (history.Random.Next(4) == 0)
            {
                // Whatever has been taken in once is known, though it may have gone since.
                Assert.True(Writer.Ingest(history.Written[history.Random.Next(history.Written.Count)].Path).AlreadyStored);
            }

            if (history.Random.Next(6) == 0)
            {
                ReopenWriter();
            }

            Disturb(history);
        }
    }

    /// <summary>Which files go together when what is old is taken out.</summary>
    internal abstract string PieceOf(ReferenceFile file);

    /// <summary>What others do to their stores meanwhile.</summary>
    internal virtual void Disturb(RandomHistory history)
    {
    }

    /// <summary>What an engine has beyond the interface, compared with the same reference.</summary>
    internal virtual void CompareMore(RandomHistory history, FlowKey flow, FlowSummary summary)
    {
    }

    private void Retain(RandomHistory history)
    {
        if (history.Reference.Events.Count == 0)
        {
            return;
        }

        // Just after some event, so that something mostly goes.
        ReferenceEvent any = history.Reference.Events[history.Random.Next(history.Reference.Events.Count)];
        long unixNs = history.Written[any.File].StartNs + any.Ns;
        TimeSpan age = s_now - DateTimeOffset.UnixEpoch.AddTicks((unixNs / TimeSpan.NanosecondsPerTick) + 1);
        while (Writer.Retain(new Retention { Age = age }))
        {
        }

        history.Reference.Retain(((unixNs / TimeSpan.NanosecondsPerTick) + 1) * TimeSpan.NanosecondsPerTick);
    }

    private void CompareAll(RandomHistory history)
    {
        ReferenceStore reference = history.Reference;
        Dictionary<int, StoredRun> runs = Reader.GetRuns().ToDictionary(run => run.ProcessId!.Value);
        StoreStatistics statistics = Reader.GetStatistics();
        Assert.Equal(reference.Events.Count, statistics.Events);
        Assert.Equal(reference.Files.Count, statistics.Files);
        Assert.Equal(reference.Gaps.Sum(gap => gap.Count), statistics.Dropped);
        Assert.Equal(
            reference.Events.CountBy(e => (ulong)e.Type).Select(type => (type.Key, (long)type.Value)).Order(),
            statistics.Types.Select(type => (type.EventType, type.Count)).Order());
        Assert.Equal(
            reference.Gaps.Select(gap => (runs[gap.ProcessId].RunId, gap.FromNs, gap.ToNs, gap.Cause, gap.Count)).Order(),
            Reader.GetGaps().Select(gap => (gap.RunId, gap.FromNs, gap.ToNs, (uint)gap.Cause, gap.Events)).Order());
        CompareFlows(history, runs);
        for (int n = 0; n < 12; n++)
        {
            CompareEvents(history, runs);
        }

        for (int n = 0; n < 6; n++)
        {
            CompareSeries(history, runs);
        }
    }

    private void CompareFlows(RandomHistory history, Dictionary<int, StoredRun> runs)
    {
        ReferenceStore reference = history.Reference;
        var expected = new Dictionary<FlowKey, FlowRow>();
        foreach ((int processId, ulong flowId) in reference.Flows)
        {
            IReadOnlyList<ReferenceEvent> events = reference.OfFlow(processId, flowId);
            var key = new FlowKey(runs[processId].RunId, flowId);
            FlowSummary summary = reference.Summarise(processId, flowId);
            expected.Add(key, new FlowRow(
                key, reference.ParentOf(processId, flowId), events[0].Ns, events[^1].Ns, events.Count,
                summary.PacketsSent ?? 0, summary.PacketsLost ?? 0,
                reference.Flows.Count(flow => flow.ProcessId == processId && reference.ParentOf(processId, flow.FlowId) == flowId)));
            FlowDetails details = Reader.GetFlow(key)!;
            Assert.Equal(expected[key], details.Row);
            Assert.Equal(summary, details.Summary);
            Assert.Equal(events.CountBy(e => (ulong)e.Type).ToDictionary(), details.Types.ToDictionary(type => type.EventType, type => (int)type.Count));
            CompareMore(history, key, summary);
        }

        // A part's last event is before the next part begins: in whole nanoseconds, and exactly.
        void CompareActivity(FlowRow flow, IReadOnlyList<long> activity)
        {
            int process = runs.Values.Single(run => run.RunId == flow.Flow.RunId).ProcessId!.Value;
            long[] counts = new long[activity.Count];
            foreach (ReferenceEvent e in reference.OfFlow(process, flow.Flow.FlowId))
            {
                counts[(int)((Int128)(e.Ns - flow.FirstNs) * activity.Count / (flow.LastNs - flow.FirstNs + 1))]++;
            }

            Assert.Equal(counts, activity);
        }

        foreach (FlowOrder order in Enum.GetValues<FlowOrder>())
        {
            bool descending = history.Random.Next(2) == 0;
            List<FlowRow> listed = AllFlows(new FlowQuery { Order = order, Descending = descending, Limit = history.Random.Next(1, 20), ActivityParts = history.Random.Next(1, 65) }, CompareActivity);
            Assert.Equal(expected.Values.OrderBy(flow => flow.Flow.ToString()), listed.OrderBy(flow => flow.Flow.ToString()));
            List<Int128> sorted = [.. listed.Select(flow => SortKey(flow, order, runs))];
            Assert.Equal(descending ? sorted.OrderDescending() : sorted.Order(), sorted);
        }
    }

    private List<FlowRow> AllFlows(FlowQuery query, Action<FlowRow, IReadOnlyList<long>> look)
    {
        var all = new List<FlowRow>();
        string? cursor = null;
        do
        {
            FlowPage page = Reader.GetFlows(query with { Cursor = cursor });
            Assert.All(page.Flows.Zip(page.Activity!), flow => look(flow.First, flow.Second));
            all.AddRange(page.Flows);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static Int128 SortKey(FlowRow flow, FlowOrder order, Dictionary<int, StoredRun> runs)
    {
        long start = runs.Values.Single(run => run.RunId == flow.Flow.RunId).StartNs;
        return order switch
        {
            FlowOrder.FirstEvent => start + flow.FirstNs,
            FlowOrder.LastEvent => start + flow.LastNs,
            FlowOrder.Duration => flow.LastNs - flow.FirstNs,
            FlowOrder.Events => flow.Events,
            FlowOrder.Lost => flow.PacketsLost,
            FlowOrder.Rate => flow.LastNs > flow.FirstNs ? (Int128)(flow.Events * 1e15 / (flow.LastNs - flow.FirstNs)) : -1,
            FlowOrder.Loss => flow.PacketsSent > 0 ? (Int128)(flow.PacketsLost * 1e12 / flow.PacketsSent) : -1,
            _ => ((Int128)flow.Flow.RunId << 64) + flow.Flow.FlowId,
        };
    }

    private void CompareEvents(RandomHistory history, Dictionary<int, StoredRun> runs)
    {
        Random random = history.Random;
        IEnumerable<ReferenceEvent> expected = history.Reference.Events;
        var query = new EventQuery { Limit = random.Next(1, 400), Descending = random.Next(2) == 0 };
        if (random.Next(2) == 0 && history.Reference.Events.Count > 0)
        {
            ReferenceEvent any = history.Reference.Events[random.Next(history.Reference.Events.Count)];
            query = query with { Flow = new FlowKey(runs[any.ProcessId].RunId, any.FlowId) };
            expected = expected.Where(e => e.ProcessId == any.ProcessId && e.FlowId == any.FlowId);
        }
        else if (random.Next(3) == 0 && runs.Count > 0)
        {
            StoredRun run = runs.Values.First();
            query = query with { RunId = run.RunId };
            expected = expected.Where(e => e.ProcessId == run.ProcessId);
        }

        if (random.Next(3) == 0)
        {
            query = query with { Types = ["packet_sent", "0x70000001", "261"] };
            expected = expected.Where(e => e.Type is 0x002 or 0x7000_0001 or 0x105);
        }

        if (random.Next(3) == 0)
        {
            long fromNs = random.Next(50_000) * 1000L;
            long toNs = fromNs + random.Next(50_000) * 1000L;
            query = query with { FromNs = fromNs, ToNs = toNs };
            expected = expected.Where(e => e.Ns >= fromNs && e.Ns < toNs);
        }

        switch (random.Next(6))
        {
            case 0:
                query = query with { Tests = [new FieldTest("packet_number", FieldOperator.Less, "50"), new FieldTest("size", FieldOperator.GreaterOrEqual, "0x4000")] };
                expected = expected.Where(e => e.Type is 0x009 or 0x00A && e.Bits(0, 46) < 50 && e.Bits(48, 16) >= 0x4000);
                break;
            case 1:
                query = query with { Tests = [new FieldTest("length", FieldOperator.Greater, "700"), new FieldTest("offset", FieldOperator.NotEqual, "0")] };
                expected = expected.Where(e => e.Type == 0x105 && e.Words[2] > 700 && e.Words[1] != 0);
                break;
            case 2:
                query = query with { Tests = [new FieldTest("space", FieldOperator.Equal, "initial")] };
                expected = expected.Where(e => (e.Type is 0x009 or 0x00A && e.Bits(46, 2) == 1) || (e.Type == 0x00D && e.Bits(56, 2) == 1));
                break;
        }

        List<(long, ulong, long, ulong, ulong)> rows = [.. expected.GroupBy(e => runs[e.ProcessId].RunId).OrderBy(run => run.Key)
            .SelectMany(run => history.Reference.InOrder(run).Select(e => (run.Key, e.FlowId, e.Ns, (ulong)e.Type, e.Words[0])))];
        if (query.Descending)
        {
            rows.Reverse();
        }

        // A page whose time is soon up is a page with less in it.
        query = query with { TimeLimit = random.Next(6) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 5)) : null };

        // Tests of fields that nothing recorded has yet are still answered: the types are built in.
        Assert.Equal(rows, AllEvents(query).Select(row => (row.Flow.RunId, row.Flow.FlowId, row.TNs, row.EventType, row.Payload)));
    }

    private void CompareSeries(RandomHistory history, Dictionary<int, StoredRun> runs)
    {
        if (history.Reference.Events.Count == 0)
        {
            return;
        }

        Random random = history.Random;
        ReferenceEvent any = history.Reference.Events[random.Next(history.Reference.Events.Count)];
        IReadOnlyList<ReferenceEvent> flow = history.Reference.OfFlow(any.ProcessId, any.FlowId);
        long fromNs = random.Next(2) == 0 ? flow[random.Next(flow.Count)].Ns : flow[0].Ns + random.NextInt64(flow[^1].Ns - flow[0].Ns + 1);
        long toNs = random.Next(2) == 0 ? Math.Max(fromNs, flow[random.Next(flow.Count)].Ns) : fromNs + random.NextInt64(flow[^1].Ns - fromNs + 2);
        int width = random.Next(1, 200);
        SeriesResult result = Reader.GetSeries(new SeriesQuery
        {
            Flow = new FlowKey(runs[any.ProcessId].RunId, any.FlowId),
            Selectors = ["CWND_UPDATED.cwnd", "STREAM_DATA_SENT.length", "PACKET_SENT"],
            FromNs = fromNs,
            ToNs = toNs,
            Width = width,
        });
        Compare(result.Series[0], flow, e => e.Type == 0x300 ? e.Words[0] : null, fromNs, toNs, width);
        Compare(result.Series[1], flow, e => e.Type == 0x105 ? e.Words[2] : null, fromNs, toNs, width);
        Compare(result.Series[2], flow, e => e.Type == 0x002 ? 1 : null, fromNs, toNs, width);
    }

    private static void Compare(
        Series series, IReadOnlyList<ReferenceEvent> flow, Func<ReferenceEvent, double?> valueOf, long fromNs, long toNs, int width)
    {
        List<(long Ns, double Value)> samples = [.. flow.Where(e => valueOf(e) is not null).Select(e => (e.Ns, valueOf(e)!.Value))];
        List<(long Ns, double Value)> inRange = samples.FindAll(sample => sample.Ns >= fromNs && sample.Ns < toNs);
        long bucketNs = inRange.Count <= width ? 0 : (toNs - fromNs + width - 1) / width;
        IEnumerable<Bucket> expected = inRange
            .Select((sample, index) => (sample, Place: bucketNs == 0 ? index : (sample.Ns - fromNs) / bucketNs))
            .GroupBy(pair => pair.Place, pair => pair.sample)
            .Select(group => new Bucket(group.First().Ns, group.Last().Ns, group.First().Value, group.Last().Value,
                group.Min(sample => sample.Value), group.Max(sample => sample.Value), group.Count()));
        Assert.Equal(bucketNs, series.BucketNs);
        Assert.Equal(expected, series.Buckets);
        Bucket? before = samples.LastOrDefault(sample => sample.Ns < fromNs) is { Ns: var ns, Value: var value } && samples.Exists(sample => sample.Ns < fromNs)
            ? new Bucket(ns, ns, value, value, value, value, 1)
            : null;
        Assert.Equal(before, series.Before);
    }
}
