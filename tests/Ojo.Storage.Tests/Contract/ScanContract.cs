using System.Text;
using Ojo.Format;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Scans show every event that matches, once, in order, as it was recorded.</summary>
public abstract class ScanContract : StoreContract
{
    public static TheoryData<int> Seeds => Histories.Seeds(usual: 3, part: 0.1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_random_history_is_shown_as_the_reference_store_has_it(int seed)
    {
        var history = new RandomHistory(seed + 1000, Directory);
        Ingest(history, files: history.Random.Next(1, 10));

        Dictionary<int, long> runs = Reader.GetRuns().ToDictionary(run => run.ProcessId!.Value, run => run.RunId);
        Dictionary<int, uint> types = Reader.GetEventTypes().ToDictionary(type => type.TypeKey, type => (uint)type.EventType);
        for (int n = 0; n < 40; n++)
        {
            Compare(history, runs, types);
        }
    }

    [Fact]
    public void Events_of_blocks_that_overlap_are_shown_in_order_of_time()
    {
        const int Count = 3000;
        for (uint file = 0; file < 3; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < Count; n++)
            {
                trace.Add((ulong)(n * 3) + file, 7, n % 3 == 0 ? 0x105u : 0x002u, n, file, n + file);
            }

            Ingest(trace, $"{file}.bin");
        }

        var sink = new CollectingSink();
        bool whole = Reader.Scan(new EventScan { Types = [.. Reader.GetEventTypes().Select(type => new ScannedType(type.TypeKey, 3))] }, sink);

        Assert.True(whole);
        Assert.Equal(Enumerable.Range(0, 3 * Count).Select(n => n * 1000L), sink.Events.Select(e => e.TNs));
        Assert.All(sink.Events.Index().Where(pair => pair.Index / 3 % 3 == 0), pair => Assert.Equal(
            [(ulong)(pair.Index / 3), (ulong)(pair.Index % 3), (ulong)(pair.Index / 3 + pair.Index % 3)], pair.Item.Words));
        Assert.All(sink.Events.Index().Where(pair => pair.Index / 3 % 3 != 0), pair => Assert.Single(pair.Item.Words));
    }

    [Fact]
    public void Texts_are_shown_to_who_asks_for_them_each_beside_its_event()
    {
        const int Count = 3000;
        for (uint file = 0; file < 3; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < Count; n++)
            {
                trace.Add((ulong)(n * 3) + file, 7, 0x002, n);
                for (uint text = 0; text < n % 3; text++)
                {
                    trace.AddText((ulong)(n * 3) + file, 7, MetaEvent.Text, Encoding.UTF8.GetBytes($"{file} {n} {text}"));
                }
            }

            Ingest(trace, $"{file}.bin");
        }

        var sink = new TextSink();
        Reader.Scan(new EventScan { WithTexts = true, FromNs = 3000 }, sink);
        var without = new TextSink();
        Reader.Scan(new EventScan { FromNs = 3000 }, without);

        Assert.Equal(
            Enumerable.Range(3, (3 * Count) - 3).Select(n => string.Join(',', Enumerable.Range(0, n / 3 % 3).Select(text => $"{n % 3} {n / 3} {text}"))),
            sink.Texts);
        Assert.Equal(sink.Texts.Count, without.Texts.Count);
        Assert.All(without.Texts, Assert.Empty);
    }

    [Fact]
    public void A_scan_ends_where_its_sink_says_so()
    {
        Ingest(LongTrace(20_000));

        var sink = new CollectingSink(most: 100);

        Assert.False(Reader.Scan(new EventScan(), sink));
        Assert.InRange(sink.Events.Count, 100, 19_999);
        Assert.Equal(20_000, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_sink_hears_from_a_scan_that_finds_nothing()
    {
        Ingest(LongTrace(200_000).Add(1, 9, 0x003, 1));
        int rare = Reader.GetEventTypes().Single(type => type.EventType == 0x003).TypeKey;
        var sink = new CollectingSink();

        Assert.True(Reader.Scan(new EventScan { Flows = [new FlowKey(1, 7)], Types = [new ScannedType(rare)] }, sink));

        Assert.Empty(sink.Events);
        Assert.True(sink.Batches > 1, $"{sink.Batches} batches");
    }

    [Fact]
    public void A_cancelled_scan_ends_at_once_and_leaves_the_store_usable()
    {
        Ingest(LongTrace(20_000));
        using var cancelled = new CancellationTokenSource();
        var sink = new CancellingSink(cancelled);

        Assert.ThrowsAny<OperationCanceledException>(() => Reader.Scan(new EventScan(), sink, cancelled.Token));

        Assert.Equal(1, sink.Batches);
        Assert.Equal(20_000, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_failing_sink_leaves_the_store_usable()
    {
        Ingest(LongTrace(20_000));

        Assert.Throws<InvalidTimeZoneException>(() => Reader.Scan(new EventScan(), new FailingSink()));

        Assert.Equal(20_000, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_scan_allocates_nothing_for_an_event()
    {
        const int Events = 200_000;
        Ingest(LongTrace(Events));
        var sink = new CountingSink();
        Reader.Scan(new EventScan(), sink);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Reader.Scan(new EventScan(), sink);

        Assert.Equal(2 * Events, sink.Events);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Events);
    }

    [Fact]
    public void A_scan_may_ask_the_store_other_questions_while_it_goes_on()
    {
        Ingest(LongTrace(5000));
        var sink = new AskingSink(Reader);

        Assert.True(Reader.Scan(new EventScan(), sink));

        Assert.Equal(5000, sink.Answer);
    }

    [Fact]
    public void The_strings_of_a_run_are_found()
    {
        var trace = new TraceFileBuilder();
        trace.AddText(1, 3, MetaEvent.StringDefine, Encoding.UTF8.GetBytes("für"));
        trace.Add(2, 7, 0x7000_0001, 3).Add(3, 7, 0x7000_0001, 4);
        Ingest(trace);
        var sink = new CollectingSink();

        Reader.Scan(new EventScan { Flows = [new FlowKey(1, 7)] }, sink);

        Assert.Equal(["für", null], sink.Strings);
    }

    [Fact]
    public void A_scan_of_what_is_not_there_shows_nothing()
    {
        Ingest(LongTrace(100));
        foreach (EventScan scan in (EventScan[])
            [
                new() { Flows = [] }, new() { Flows = [new FlowKey(9, 9)] }, new() { RunId = 9 }, new() { Types = [] },
                new() { Types = [new ScannedType(123_456)] }, new() { Types = [new ScannedType(-1, int.MaxValue)] },
                new() { FromNs = 5, ToNs = 5 }, new() { FromNs = long.MaxValue }, new() { ToNs = long.MinValue },
                new() { Flows = [new FlowKey(1, 7)], RunId = 2 },
            ])
        {
            var sink = new CollectingSink();

            Assert.True(Reader.Scan(scan, sink));
            Assert.Empty(sink.Events);
        }
    }

    private static TraceFileBuilder LongTrace(int events)
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < events; n++)
        {
            trace.Add(n, 7, 0x002, n);
        }

        return trace;
    }

    private void Compare(RandomHistory history, Dictionary<int, long> runs, Dictionary<int, uint> types)
    {
        Random random = history.Random;
        IEnumerable<ReferenceEvent> expected = history.Reference.Events;
        var scan = new EventScan();
        if (random.Next(2) == 0 && history.Reference.Events.Count > 0)
        {
            long fromNs = history.Reference.Events[random.Next(history.Reference.Events.Count)].Ns;
            long toNs = history.Reference.Events[random.Next(history.Reference.Events.Count)].Ns;
            scan = scan with { FromNs = fromNs, ToNs = toNs };
            expected = expected.Where(e => e.Ns >= fromNs && e.Ns < toNs);
        }

        if (random.Next(2) == 0 && history.Reference.Flows.Any())
        {
            (int ProcessId, ulong FlowId)[] flows = [.. history.Reference.Flows.Where(_ => random.Next(3) == 0)];
            random.Shuffle(flows);
            scan = scan with { Flows = [.. flows.Select(flow => new FlowKey(runs[flow.ProcessId], flow.FlowId)), new FlowKey(runs.Values.First(), 1234)] };
            expected = expected.Where(e => flows.Contains((e.ProcessId, e.FlowId)));
        }

        if (random.Next(4) == 0 && runs.Count > 0)
        {
            (int processId, long run) = runs.ElementAt(random.Next(runs.Count));
            scan = scan with { RunId = run };
            expected = expected.Where(e => e.ProcessId == processId);
        }

        int words = 1;
        if (random.Next(3) != 0)
        {
            words = random.Next(1, 5);
            int[] wanted = [.. types.Keys.Where(_ => random.Next(2) == 0)];
            scan = scan with { Types = [.. wanted.Select(key => new ScannedType(key, words))] };
            expected = expected.Where(e => wanted.Any(key => types[key] == e.Type));
        }

        var sink = new CollectingSink();
        Assert.True(Reader.Scan(scan, sink));

        Assert.Equal(
            [.. history.Reference.InOrder(expected).GroupBy(e => (Run: runs[e.ProcessId], e.FlowId)).OrderBy(flow => flow.Key)
                .SelectMany(flow => flow.Select(e => Written(flow.Key.Run, e.FlowId, e.Ns, e.Type, e.Words.Take(words))))],
            sink.Events.ConvertAll(e => Written(e.Flow.RunId, e.Flow.FlowId, e.TNs, types[e.TypeKey], e.Words)));
        Assert.Equal(sink.Events.Count, sink.Events.DistinctBy(e => (e.Flow, e.Place)).Count());
    }

    private static string Written(long run, ulong flow, long ns, uint type, IEnumerable<ulong> words) =>
        $"{run}-{flow} {ns} 0x{type:X} {string.Join(' ', words)}";

    private sealed class CountingSink : IEventSink
    {
        public long Events { get; private set; }

        public bool Take(in ScannedEvents events)
        {
            Events += events.Events.Length;
            return true;
        }
    }

    private sealed class CancellingSink(CancellationTokenSource source) : IEventSink
    {
        public int Batches { get; private set; }

        public bool Take(in ScannedEvents events)
        {
            Batches++;
            source.Cancel();
            return true;
        }
    }

    private sealed class FailingSink : IEventSink
    {
        public bool Take(in ScannedEvents events) => throw new InvalidTimeZoneException();
    }

    private sealed class AskingSink(IStoreReader reader) : IEventSink
    {
        public long Answer { get; private set; }

        public bool Take(in ScannedEvents events)
        {
            Answer = reader.GetStatistics().Events;
            return true;
        }
    }
}
