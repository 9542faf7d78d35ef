using Ojo.Catalogue;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Whatever a store does to lie better, it says what it said before.</summary>
public abstract class CompactionContract : StoreContract
{
    private const uint Wide = 0x0001_0000;
    private const int Flows = 300;
    private const int Files = 9;

    [Fact]
    public void Every_answer_is_the_same_after_each_piece_of_work()
    {
        TakeIn(Files);
        List<string> before = Answers();

        int pieces = 0;
        while (Writer.Compact(everything: true))
        {
            pieces++;
            Assert.Equal(before, Answers());
        }

        Assert.True(pieces > 0 || !IsCompacting, "There was nothing to do.");
        Assert.False(Writer.Compact(everything: true));
        Assert.Equal(before, Answers());
    }

    [Fact]
    public void It_is_all_one_whether_the_work_is_done_between_files_or_at_the_end_or_never()
    {
        TakeIn(Files, afterEach: () => Assert.InRange(Pieces(everything: true), 0, 100));
        List<string> between = Answers();

        using Other never = AnotherStore();
        never.TakeIn(Files);

        Assert.Equal(never.Answers(), between);
    }

    [Fact]
    public void What_is_merged_stays_merged_when_more_files_come()
    {
        TakeIn(Files);
        Pieces(everything: false);
        TakeIn(Files, from: Files);
        Pieces(everything: true);
        TakeIn(2, from: 2 * Files);
        Pieces(everything: true);

        using Other never = AnotherStore();
        never.TakeIn(2 * Files + 2);

        Assert.Equal(never.Answers(), Answers());
    }

    [Fact]
    public void Pages_go_on_where_they_ended_though_events_have_been_moved_between()
    {
        TakeIn(Files);
        foreach (bool descending in new[] { false, true })
        {
            var query = new EventQuery { Limit = 501, Descending = descending };
            List<string> expected = AllEvents(query).ConvertAll(Written);
            var found = new List<string>();
            string? cursor = null;
            do
            {
                EventPage page = Reader.GetEvents(query with { Cursor = cursor });
                found.AddRange(page.Events.Select(Written));
                cursor = page.NextCursor;
                Writer.Compact(everything: true);
            }
            while (cursor is not null);

            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Work_that_is_stopped_has_done_nothing_and_is_done_another_time()
    {
        TakeIn(Files);
        List<string> before = Answers();
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        if (IsCompacting)
        {
            Assert.ThrowsAny<OperationCanceledException>(() => Writer.Compact(everything: true, stopped.Token));
        }

        Assert.Equal(before, Answers());
        ReopenWriter();
        Assert.Equal(IsCompacting, Pieces(everything: true) > 0);
        Assert.Equal(before, Answers());
    }

    [Fact]
    public void A_type_whose_schema_comes_after_its_events_were_merged_is_decoded_by_it()
    {
        for (int file = 0; file < 4; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 4000; n++)
            {
                trace.Add(n, n % 100, 0x0002_0000, n);
            }

            Ingest(trace, TraceName(10, (uint)file));
        }

        Pieces(everything: true);
        Writer.AddSchema(77, Schemas.Of(Type(0x0002_0000, "LATE", Field("low", FieldType.U8, 8), Field("high", FieldType.U16, 16))));
        Writer.AddRun(Run(10, schemaHash: 77));

        List<EventRow> rows = AllEvents(new EventQuery { Types = ["LATE"], Limit = 4000, Tests = [new FieldTest("low", FieldOperator.Equal, "5")] });
        Assert.Equal(4 * 16, rows.Count);
        Assert.All(rows, row => Assert.Equal((row.Payload & 0xFF, row.Payload >> 8), ((ulong)row.Fields[0].Value!, (ulong)row.Fields[1].Value!)));
        SeriesResult series = Reader.GetSeries(new SeriesQuery { Flow = new FlowKey(1, 7), Selectors = ["LATE.high"], Width = 1 });
        Assert.Equal((160L, 0.0, 15.0), (series.Series[0].Buckets[0].Count, series.Series[0].Buckets[0].Min, series.Series[0].Buckets[0].Max));
    }

    /// <summary>Whether the engine has such work to do at all: another may do it by itself.</summary>
    protected virtual bool IsCompacting => true;

    /// <summary>Another store of the same engine, in the directory <paramref name="name"/>.</summary>
    protected abstract (IStoreWriter Writer, IStoreReader Reader) OpenAnother(string name);

    /// <summary>What an engine says beyond the interface.</summary>
    protected virtual IEnumerable<string> MoreAnswers(string name) => [];

    private int Pieces(bool everything)
    {
        int pieces = 0;
        while (Writer.Compact(everything))
        {
            pieces++;
        }

        return pieces;
    }

    private void TakeIn(int files, int from = 0, Action? afterEach = null) => TakeIn(Writer, files, from, afterEach);

    private void TakeIn(IStoreWriter writer, int files, int from, Action? afterEach)
    {
        writer.AddSchema(42, Schemas.Of(Type(Wide, "WIDE",
            Field("a", FieldType.U64, 64), Field("b", FieldType.U64, 64), Field("words", FieldType.Text, 0), Field("bytes", FieldType.Bytes, 0))));
        writer.AddRun(Run(10, schemaHash: 42));
        for (int file = from; file < from + files; file++)
        {
            writer.Ingest(MakeFile(file));
            afterEach?.Invoke();
        }
    }

    /// <summary>Files of two runs with many flows that overlap in time, one long flow, wide events, and texts of any bytes.</summary>
    private string MakeFile(int file)
    {
        var random = new Random(file);
        int process = file % 3 == 2 ? 11 : 10;
        var trace = new TraceFileBuilder { BatchStart = Start };
        ulong now = (ulong)file * 500;
        for (int n = 0; n < 3000; n++)
        {
            now += (ulong)(uint)random.Next(2);
            uint flow = random.Next(4) == 0 ? 7 : (uint)random.Next(Flows);
            switch (random.Next(12))
            {
                case 0:
                    trace.Add(now, flow, Wide, (ulong)random.NextInt64(), ulong.MaxValue - (ulong)n);
                    trace.AddText(now, flow, Ojo.Format.MetaEvent.Text, System.Text.Encoding.UTF8.GetBytes($"text {n} ✓"));
                    trace.AddText(now, flow, Ojo.Format.MetaEvent.Text, [0, (byte)n, 255]);
                    break;
                case 1:
                    trace.Add(now, flow, 0x304, (ulong)(uint)random.Next(100_000));
                    break;
                case 2:
                    trace.Add(now, flow, 0x303, (ulong)(uint)random.Next(100_000));
                    break;
                case 3:
                    trace.Add(now, flow, 0x7000_0001, (ulong)random.NextInt64(), 5, 6);
                    break;
                case 4:
                    trace.Add(now, flow, 0x101, (ulong)(uint)random.Next(Flows));
                    break;
                default:
                    trace.Add(now, flow, 0x002, (ulong)(uint)random.Next(200));
                    break;
            }
        }

        return Write(trace, TraceName(process, (uint)file));
    }

    private List<string> Answers() => [.. Answers(Reader), .. MoreAnswers("")];

    private static List<string> Answers(IStoreReader reader)
    {
        var answers = new List<string> { reader.GetStatistics().ToString(), string.Join(',', reader.GetStatistics().Types) };
        answers.AddRange(reader.GetRuns().Select(run => run.ToString()));
        answers.AddRange(reader.GetGaps().Select(gap => gap.ToString()));
        foreach (bool descending in new[] { false, true })
        {
            answers.AddRange(All(reader, new EventQuery { Limit = 10_000, Descending = descending }).Select(Written));
        }

        answers.AddRange(All(reader, new EventQuery { Limit = 777, Tests = [new FieldTest("packet_number", FieldOperator.Equal, "17")] }).Select(Written));
        answers.AddRange(All(reader, new EventQuery { Limit = 777, FromNs = 700_000, ToNs = 1_300_000, Types = ["WIDE"] }).Select(Written));
        foreach (FlowRow flow in reader.GetFlows(new FlowQuery { Limit = 1000, Order = FlowOrder.Id }).Flows)
        {
            FlowDetails details = reader.GetFlow(flow.Flow)!;
            answers.Add($"{flow} {details.Summary} {string.Join(',', details.Types)}");
            if (flow.Flow.FlowId % 29 == 7)
            {
                answers.AddRange(All(reader, new EventQuery { Flow = flow.Flow, Limit = 50 }).Select(Written));
                answers.AddRange(Drawn(reader, flow.Flow));
            }
        }

        return answers;
    }

    private static IEnumerable<string> Drawn(IStoreReader reader, FlowKey flow)
    {
        foreach (int width in new[] { 1, 40, 2000 })
        {
            SeriesResult result = reader.GetSeries(new SeriesQuery
            {
                Flow = flow,
                Selectors = ["PACKET_SENT.packet_number", "BYTES_IN_FLIGHT_UPDATED", "WIDE.a"],
                FromNs = 400_000,
                ToNs = 3_000_000,
                Width = width,
            });
            foreach (Series series in result.Series)
            {
                // From summaries a bucket is as long as it says; event by event it is as long as a pixel. Their sum is the same.
                yield return $"{series.Selector} {series.Before} {series.Buckets.Sum(bucket => bucket.Count)} "
                    + $"{(series.Buckets.Count == 0 ? 0 : series.Buckets.Min(bucket => bucket.Min))} "
                    + $"{(series.Buckets.Count == 0 ? 0 : series.Buckets.Max(bucket => bucket.Max))} "
                    + (series.Buckets.Count == 0 ? "" : $"{series.Buckets[0].First} {series.Buckets[^1].Last}");
            }
        }
    }

    private static List<EventRow> All(IStoreReader reader, EventQuery query)
    {
        var all = new List<EventRow>();
        string? cursor = null;
        do
        {
            EventPage page = reader.GetEvents(query with { Cursor = cursor });
            all.AddRange(page.Events);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static string Written(EventRow row) =>
        $"{row.Flow} {row.TNs} {row.TypeKey} {row.EventType} {row.Name} {row.Payload} {string.Join(' ', row.Fields.Select(field => $"{field.Name}={field.Value}"))}";

    private Other AnotherStore()
    {
        (IStoreWriter writer, IStoreReader reader) = OpenAnother("never");
        return new Other(this, writer, reader);
    }

    private sealed class Other(CompactionContract test, IStoreWriter writer, IStoreReader reader) : IDisposable
    {
        public void TakeIn(int files) => test.TakeIn(writer, files, from: 0, afterEach: null);

        public List<string> Answers() => [.. CompactionContract.Answers(reader), .. test.MoreAnswers("never")];

        public void Dispose()
        {
            reader.Dispose();
            writer.Dispose();
        }
    }
}
