using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Filters, asked of a store and of a list of events in memory: both must let the same through.</summary>
public abstract class FilterContract : StoreContract
{
    private const int FiltersForEachHistory = 40;

    public static TheoryData<int> Seeds => Histories.Seeds(usual: 6, part: 0.1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_filters_let_through_what_they_say(int seed)
    {
        var history = new RandomHistory(seed, Directory);
        Ingest(history, files: history.Random.Next(1, 6));
        foreach (StoredRun run in Reader.GetRuns())
        {
            int process = run.ProcessId!.Value;
            Writer.AddRun(Run(process, service: $"service-{process}", start: Start + (ulong)(process - 100)) with { Version = (byte)(1 + process % 2) });
        }

        var runs = Reader.GetRuns().ToDictionary(static run => run.ProcessId!.Value);
        long horizonNs = history.Reference.Events.Select(static e => e.Ns).DefaultIfEmpty().Max();
        IReadOnlyList<StoredEventType> types = Reader.GetEventTypes();
        List<RandomFilter.FlowTotals> flows = [.. history.Reference.Flows.Select(flow => TotalsOf(history.Reference, flow, runs))];
        for (int n = 0; n < FiltersForEachHistory; n++)
        {
            var random = new RandomFilter(history.Random, types, runs, horizonNs);
            string text = random.Text;
            var filter = Filter.Parse(text);
            HashSet<(long, ulong)> passing = [.. flows.Where(random.Passes).Select(static flow => (flow.RunId, flow.FlowId))];
            List<ReferenceEvent> expected = [.. history.Reference.Events.Where(e => random.Passes(e) && passing.Contains((runs[e.ProcessId].RunId, e.FlowId)))];
            CompareEvents(history, text, filter, expected, runs);
            CompareCounts(text, filter, expected, runs);
            CompareFlows(history.Random, text, filter, random.IsOfEvents ? [.. expected.Select(e => (runs[e.ProcessId].RunId, e.FlowId))] : passing);
        }
    }

    [Fact]
    public void Words_are_looked_for_in_names_and_strings_and_texts_and_texts_are_compared_as_they_are_written()
    {
        EventDescriptor said = Type(0x0001_0000, "SAID",
            Field("who", FieldType.String, 32), Field("what", FieldType.Text, 0), Field("raw", FieldType.Bytes, 0), Field("more", FieldType.Text, 0), Field("loud", FieldType.Bool, 1));
        Writer.AddSchema(5, Of(said));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        var trace = new TraceFileBuilder().AddText(0, 1, MetaEvent.StringDefine, "Ада"u8).AddText(0, 2, MetaEvent.StringDefine, "bob"u8);
        Say(1, who: 1, "Handshake failed, again", "50% of *"u8, loud: 1);
        Say(2, who: 2, "it's \"done\"", "second"u8, loud: 0);
        Say(3, who: 0, "", "Ада"u8, loud: 0);
        trace.Add(4, 8, 2, 1);
        Ingest(trace, TraceName(10));

        Assert.Equal([1], Passing("handshake"));
        Assert.Equal([1], Passing("\"FAILED, again\""));
        Assert.Equal([1, 3], Passing("ада"));
        Assert.Equal([1, 2, 3], Passing("said"));
        Assert.Equal([1, 2, 3, 4], Passing("said,sent"));
        Assert.Equal([4], Passing("-said"));
        Assert.Equal([1, 2], Passing("hand*fail,it?s"));
        Assert.Equal([], Passing("what:'it?s*'"));
        Assert.Equal([2], Passing("what:it?s*"));
        Assert.Equal([], Passing("what=\"IT'S\""));
        Assert.Equal([2], Passing("\"it's\" -handshake"));
        Assert.Equal([1], Passing("more:\"50% of *\""));
        Assert.Equal([1], Passing("more~% -more~second"));
        Assert.Equal([1, 3], Passing("more!=second"));
        Assert.Equal([1, 2], Passing("who~а,B"));
        Assert.Equal([2], Passing("who:BOB"));
        Assert.Equal([], Passing("who=BOB"));
        Assert.Equal([1], Passing("loud:true"));
        Assert.Equal([2, 3], Passing("loud=FALSE"));
        Assert.Equal([1, 2, 3], Passing("raw:ff00"));
        Assert.Equal([1, 3], [.. GroupTimes("ада")]);

        IEnumerable<long> GroupTimes(string filter) => Reader.GetGroups(new GroupQuery { Events = new EventSelection { Filter = Filter.Parse(filter) }, By = [GroupBy.Time(1000)] })
            .Groups.Select(static group => Convert.ToInt64(group.Keys[0], System.Globalization.CultureInfo.InvariantCulture) / 1000).Order();

        IEnumerable<long> Passing(string filter) => AllEvents(new EventQuery { Filter = Filter.Parse(filter) }).Select(static e => e.TNs / 1000);

        void Say(ulong at, ulong who, string what, ReadOnlySpan<byte> more, ulong loud) => trace
            .Add(at, 7, 0x0001_0000, who | (loud << 32))
            .AddText(at, 7, MetaEvent.Text, System.Text.Encoding.UTF8.GetBytes(what)).AddText(at, 7, MetaEvent.Text, [0xFF, 0x00]).AddText(at, 7, MetaEvent.Text, more);
    }

    [Theory]
    [InlineData("'; DROP TABLE ojo_event; --")]
    [InlineData("service:\"x' OR '1'='1\"")]
    [InlineData("type:\"PACKET_SENT'); DELETE FROM ojo_flow; --\"")]
    [InlineData("category:\"%\"")]
    [InlineData("host:\"' UNION SELECT * FROM ojo_run --\"")]
    [InlineData("flow:\"1 OR 1=1\"")]
    [InlineData("run:\"1; DROP TABLE ojo_run\"")]
    [InlineData("PACKET_SENT.packet_number=\"1) OR (1=1\"")]
    [InlineData("\"') OR 1=1; --\"")]
    [InlineData("*.packet_number~\"' OR ''='\"")]
    [InlineData("has:\"packet_number') --\"")]
    public void What_would_be_SQL_elsewhere_is_a_text_or_a_fault_here_and_changes_nothing(string text)
    {
        Writer.AddRun(Run(10));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1).Add(2, 8, 2, 2), TraceName(10));
        (int Events, int Flows) found = (0, 0);
        try
        {
            var filter = Filter.Parse(text);
            found = (AllEvents(new EventQuery { Filter = filter }).Count, Reader.GetFlows(new FlowQuery { Filter = filter }).Flows.Count);
        }
        catch (FilterException fault)
        {
            Assert.InRange(fault.Offset, 0, text.Length);
        }

        Assert.Equal((0, 0), found);
        Assert.Equal(2, AllEvents(new EventQuery()).Count);
        Assert.Equal(2, Reader.GetFlows(new FlowQuery()).Flows.Count);
    }

    [Fact]
    public void A_filter_that_leaves_one_run_names_it_where_times_are_counted_from_a_runs_start()
    {
        Writer.AddRun(Run(10));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1).Add(2, 8, 2, 2), TraceName(10));
        Ingest(new TraceFileBuilder { BatchStart = 5 }.Add(1, 3, 2, 1), "other.bin");

        TimeHistogram counts = Reader.GetTimeHistogram(new TimeHistogramQuery { Events = new EventSelection { Filter = Filter.Parse("service:edge-proxy flow:8") } });

        Assert.Equal(1, Assert.Single(counts.Types).Type.Count);
        Assert.Throws<StoreQueryException>(() => Reader.GetTimeHistogram(new TimeHistogramQuery { Events = new EventSelection { Filter = Filter.Parse("type:PACKET_SENT") } }));
    }

    [Fact]
    public void A_store_that_waits_for_its_first_traces_answers_filters_with_nothing()
    {
        Assert.Empty(AllEvents(new EventQuery { Filter = Filter.Parse("service:edge run:3 type:PACKET_SENT host:x") }));
        Assert.Empty(Reader.GetFlows(new FlowQuery { Filter = Filter.Parse("service:edge loss>1% cwnd>1") }).Flows);
    }

    [Fact]
    public void A_list_of_flows_whose_time_is_up_goes_on_where_it_stopped_and_comes_to_the_same()
    {
        for (uint file = 0; file < 4; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 2000; n++)
            {
                trace.Add(n, n % 200, 0x300, n);
            }

            Ingest(trace, $"{file}.bin");
        }

        var query = new FlowQuery { Filter = Filter.Parse("cwnd:1,77,150,199,1999"), Limit = 3 };
        var found = new List<ulong>();
        string? cursor = null;
        double milliseconds = 0.2;
        FlowPage page;
        do
        {
            page = Reader.GetFlows(query with { Cursor = cursor, TimeLimit = TimeSpan.FromMilliseconds(milliseconds *= 1.3) });
            Assert.True(page.IsPartial ? page.Total <= 4 : page.Total == 4);
            found.AddRange(page.Flows.Select(static flow => flow.Flow.FlowId));
            cursor = page.NextCursor;
        }
        while (cursor is not null || (page.IsPartial && found.Count < 4));
        Assert.Equal([1UL, 77UL, 150UL, 199UL], found);
    }

    private void CompareEvents(RandomHistory history, string text, Filter filter, List<ReferenceEvent> expected, Dictionary<int, StoredRun> runs)
    {
        Random random = history.Random;
        var query = new EventQuery { Filter = filter, Limit = random.Next(1, 400), Descending = random.Next(2) == 0 };
        IEnumerable<ReferenceEvent> asked = expected;
        if (random.Next(4) == 0 && history.Reference.Events.Count > 0)
        {
            ReferenceEvent any = history.Reference.Events[random.Next(history.Reference.Events.Count)];
            query = query with { Flow = new FlowKey(runs[any.ProcessId].RunId, any.FlowId), Types = ["PACKET_SENT", "CWND_UPDATED", "RTT_UPDATED"], FromNs = 1000 };
            asked = expected.Where(e => (e.ProcessId, e.FlowId) == (any.ProcessId, any.FlowId) && e.Type is 0x002 or 0x300 or 0x304 && (e.ProcessId, e.FlowId) == (any.ProcessId, any.FlowId) && e.Ns >= 1000);
        }

        if (random.Next(5) == 0)
        {
            query = query with { TimeLimit = TimeSpan.FromMilliseconds(random.Next(1, 5)) };
        }

        List<(long, ulong, long, ulong, ulong)> rows = [.. asked.GroupBy(e => runs[e.ProcessId].RunId).OrderBy(static run => run.Key)
            .SelectMany(run => history.Reference.InOrder(run).Select(e => (run.Key, e.FlowId, e.Ns, (ulong)e.Type, e.Words[0])))];
        if (query.Descending)
        {
            rows.Reverse();
        }

        List<(long, ulong, long, ulong, ulong)> found = [.. AllEvents(query).Select(static row => (row.Flow.RunId, row.Flow.FlowId, row.TNs, row.EventType, row.Payload))];
        Assert.True(rows.SequenceEqual(found), $"{text} ({query}): {found.Count} events and not {rows.Count}.");
    }

    private void CompareCounts(string text, Filter filter, List<ReferenceEvent> expected, Dictionary<int, StoredRun> runs)
    {
        GroupResult groups = Reader.GetGroups(new GroupQuery { Events = new EventSelection { Filter = filter }, By = [GroupBy.Flow], Limit = 10_000 });
        Assert.True(
            groups.Groups.ToDictionary(static group => group.Keys[0]!.ToString()!, static group => group.Count)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .SequenceEqual(expected.GroupBy(e => new FlowKey(runs[e.ProcessId].RunId, e.FlowId).ToString())
                    .ToDictionary(static flow => flow.Key, static flow => (long)flow.Count()).OrderBy(static flow => flow.Key, StringComparer.Ordinal)),
            $"{text}: {groups.Groups.Sum(static group => group.Count)} events in {groups.Groups.Count} groups, and not {expected.Count}.");
        foreach (StoredRun run in runs.Values)
        {
            TimeHistogram counts = Reader.GetTimeHistogram(new TimeHistogramQuery { Events = new EventSelection { Filter = filter, RunId = run.RunId }, Width = 50 });
            Assert.Equal(expected.Count(e => runs[e.ProcessId] == run), counts.Types.Sum(static type => type.Type.Count));
        }
    }

    private void CompareFlows(Random random, string text, Filter filter, HashSet<(long, ulong)> expected)
    {
        var query = new FlowQuery { Filter = filter, Limit = random.Next(1, 30), Order = (FlowOrder)random.Next(Enum.GetValues<FlowOrder>().Length), Descending = random.Next(2) == 0 };
        var found = new List<(long, ulong)>();
        string? cursor = null;
        do
        {
            FlowPage page = Reader.GetFlows(query with { Cursor = cursor });
            Assert.Equal(expected.Count, page.Total);
            found.AddRange(page.Flows.Select(static flow => (flow.Flow.RunId, flow.Flow.FlowId)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.True(expected.Order().SequenceEqual(found.Order()), $"{text} ({query}): {found.Count} flows and not {expected.Count}.");
    }

    private static RandomFilter.FlowTotals TotalsOf(ReferenceStore reference, (int ProcessId, ulong FlowId) flow, Dictionary<int, StoredRun> runs)
    {
        IReadOnlyList<ReferenceEvent> events = reference.OfFlow(flow.ProcessId, flow.FlowId);
        return new RandomFilter.FlowTotals(
            runs[flow.ProcessId].RunId, runs[flow.ProcessId].Service, flow.FlowId, reference.ParentOf(flow.ProcessId, flow.FlowId), events[^1].Ns - events[0].Ns, events.Count,
            events.Count(static e => e.Type is 0x002 or 0x009), events.Count(static e => e.Type is 0x004 or 0x005 or 0x00D),
            reference.Flows.Count(other => other.ProcessId == flow.ProcessId && reference.ParentOf(other.ProcessId, other.FlowId) == flow.FlowId));
    }
}
