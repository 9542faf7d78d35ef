using Ojo.Catalogue;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Flows so long that a store may answer from what it has summed up.</summary>
public abstract class LargeFlowContract : StoreContract
{
    private const int Count = 90_000;

    private static readonly FlowKey s_flow = new(1, 7);

    private static readonly EventDescriptor s_sample = Type(0x0001_0000, "SAMPLE",
        Field("number", FieldType.U32, 32), Field("level", FieldType.I16, 16), Field("ratio", FieldType.F32, 32));

    [Theory]
    [InlineData(0, Count, 100)]
    [InlineData(0, Count, 1)]
    [InlineData(17, Count - 33, 100)]
    [InlineData(Count / 3, 2 * Count / 3, 60)]
    [InlineData(Count / 2, Count / 2 + 900, 300)]
    [InlineData(5, Count - 5, 3)]
    [InlineData(Count - 20_000, Count, 2)]
    public void Every_event_of_the_range_is_in_exactly_one_bucket_which_says_what_it_did(int from, int to, int width)
    {
        Ingest(Trace());
        AssertSeries(from, to, width);

        Settle();
        AssertSeries(from, to, width);
    }

    [Theory]
    [InlineData(0, 1, 2, 3, 4, 5)]
    [InlineData(5, 4, 3, 2, 1, 0)]
    [InlineData(2, 3, 5, 0, 4, 1)]
    public void It_is_all_one_in_which_order_a_flows_files_came_and_what_was_summed_up_between(params int[] order)
    {
        foreach (int file in order)
        {
            Ingest(Trace(file * Count / 6, (file + 1) * Count / 6), TraceName(10, (uint)file));
            Settle();
        }

        AssertSeries(0, Count, 1);
        AssertSeries(100, Count - 100, 7);
        AssertSeries(Count / 3, Count, 100);
        EventRow found = Assert.Single(AllEvents(new EventQuery { Flow = s_flow, Tests = [new FieldTest("packet_number", FieldOperator.Equal, "77777")] }));
        Assert.Equal(Ns(77_777), found.TNs);
    }

    protected void Settle()
    {
        while (Writer.Compact(everything: true))
        {
        }
    }

    private void AssertSeries(int from, int to, int width)
    {

        SeriesResult result = Reader.GetSeries(new SeriesQuery
        {
            Flow = s_flow,
            Selectors = ["CWND_UPDATED.cwnd", "PACKET_SENT", "PACKET_SENT.packet_number"],
            FromNs = Ns(from),
            ToNs = Ns(to),
            Width = width,
        });

        AssertBuckets(result.Series[0], Cwnds(), Ns(from), Ns(to), width);
        AssertBuckets(result.Series[1], Numbers().Select(sent => (sent.Ns, 1.0)), Ns(from), Ns(to), width);
        AssertBuckets(result.Series[2], Numbers(), Ns(from), Ns(to), width);
    }

    [Fact]
    public void A_series_of_a_type_whose_schema_came_late_is_that_of_its_fields()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < Count; n++)
        {
            trace.Add(n, 7, s_sample.Id, n | ((ulong)(ushort)(short)-(n % 1000) << 32) | ((ulong)BitConverter.SingleToUInt32Bits(n % 9 == 0 ? float.NaN : n / 4f) << 48), BitConverter.SingleToUInt32Bits(n / 4f) >> 16);
        }

        Ingest(trace, TraceName(10));
        Series early = Reader.GetSeries(new SeriesQuery { Flow = s_flow, Selectors = ["0x00010000.payload"], Width = 10 }).Series[0];
        Writer.AddSchema(5, Of(s_sample));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Series late = Reader.GetSeries(new SeriesQuery { Flow = s_flow, Selectors = ["SAMPLE.level"], Width = 10 }).Series[0];

        Assert.Equal(Count, early.Buckets.Sum(bucket => bucket.Count));
        AssertBuckets(late, Enumerable.Range(0, Count).Select(n => (Ns(n), -(double)(n % 1000))), 0, Ns(Count), 10);
    }

    [Fact]
    public void What_is_not_a_number_is_left_out_of_its_fields_series_and_not_out_of_the_count()
    {
        Writer.AddSchema(5, Of(s_sample with { Fields = Packed(Field("ratio", FieldType.F32, 32)) }));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < Count; n++)
        {
            trace.Add(n, 7, s_sample.Id, BitConverter.SingleToUInt32Bits(n % 9 == 0 ? float.NaN : n / 4f));
        }

        Ingest(trace, TraceName(10));

        SeriesResult result = Reader.GetSeries(new SeriesQuery { Flow = s_flow, Selectors = ["SAMPLE.ratio", "SAMPLE"], Width = 10 });

        AssertBuckets(result.Series[0], Enumerable.Range(0, Count).Where(n => n % 9 != 0).Select(n => (Ns(n), n / 4.0)), 0, Ns(Count), 10);
        AssertBuckets(result.Series[1], Enumerable.Range(0, Count).Select(n => (Ns(n), 1.0)), 0, Ns(Count), 10);
    }

    [Theory]
    [InlineData("packet_number", FieldOperator.Equal, "88888", 1)]
    [InlineData("packet_number", FieldOperator.GreaterOrEqual, "60000", 24_000)]
    [InlineData("packet_number", FieldOperator.Greater, "-1", 72_000)]
    [InlineData("cwnd", FieldOperator.Less, "0", 0)]
    [InlineData("cwnd", FieldOperator.Equal, "12100", 50)]
    public void Events_are_found_by_value_however_long_the_flow(string field, FieldOperator comparison, string value, int expected)
    {
        Ingest(Trace());
        for (int round = 0; round < 2; round++)
        {
            List<EventRow> found = AllEvents(new EventQuery { Flow = s_flow, Tests = [new FieldTest(field, comparison, value)], Limit = 5000 });

            Assert.Equal(expected, found.Count);
            Assert.Equal(found.OrderBy(row => row.TNs), found);
            Settle();
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void A_page_whose_time_is_up_says_how_far_it_came_and_the_next_goes_on_from_there(bool ofOneFlow, bool descending)
    {
        Ingest(Trace());

        // No bit of a type says so in a block, and nothing is summed up of a parity: every event has to be looked at.
        EventQuery query = new()
        {
            Flow = ofOneFlow ? s_flow : null,
            Tests = [new FieldTest("packet_number", FieldOperator.NotEqual, "3"), new FieldTest("packet_number", FieldOperator.Less, "8")],
            Descending = descending,
            TimeLimit = TimeSpan.Zero,
        };
        List<ulong> found = [];
        List<ListStop> stops = [];
        string? cursor = null;
        do
        {
            EventPage page = Reader.GetEvents(query with { Cursor = cursor });
            found.AddRange(page.Events.Select(static row => row.Payload));
            Assert.Equal(page.Stopped is null, page.NextCursor is null);
            stops.AddRange(page.Stopped is { } stop ? [stop] : []);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        ulong[] expected = [1, 2, 4, 6, 7];
        Assert.Equal(descending ? expected.Reverse() : expected, found);
        Assert.True(stops.Count > 5, $"Only {stops.Count} pages had their time up.");
        Assert.Equal(descending ? stops.OrderByDescending(static stop => stop.ReachedNs) : stops.OrderBy(static stop => stop.ReachedNs), stops);
        Assert.Distinct(stops);
    }

    [Fact]
    public void Series_whose_time_is_up_say_that_they_are_not_whole_and_nothing_that_did_not_happen()
    {
        Ingest(Trace());
        Settle();
        SeriesQuery query = new() { Flow = s_flow, Selectors = ["CWND_UPDATED.cwnd", "PACKET_SENT"], Width = 100 };

        IReadOnlyList<Series> whole = Reader.GetSeries(query with { TimeLimit = TimeSpan.FromHours(1) }).Series;
        IReadOnlyList<Series> partial = Reader.GetSeries(query with { TimeLimit = TimeSpan.Zero }).Series;

        Assert.All(whole, static series => Assert.False(series.IsPartial));
        Assert.All(partial, static series => Assert.True(series.IsPartial));
        Assert.All(partial.Zip(whole), static pair => Assert.InRange(pair.First.Buckets.Sum(static bucket => bucket.Count), 0, pair.Second.Buckets.Sum(static bucket => bucket.Count) - 1));
    }

    [Fact]
    public void A_summary_of_a_long_flow_is_that_of_all_its_events()
    {
        Ingest(Trace());
        Ingest(new TraceFileBuilder().Add(Count + 1, 7, 0x303, 55).Add(Count + 2, 7, 0x009, 5 | (1000UL << 48)).Add(Count + 3, 7, 0x304, 12), "more.bin");

        FlowSummary summary = Reader.GetFlow(s_flow)!.Summary;

        Assert.Equal(Cwnds().Max(sample => (long)sample.Value), summary.MaxCwnd);
        Assert.Equal((Numbers().Count() + 1, 1000, 55, 12.0, 12.0), (summary.PacketsSent, summary.BytesSent, summary.LastBytesInFlight, summary.MinRttUs, summary.MedianRttUs));
    }

    [Fact]
    public void A_long_flow_is_told_at_once_but_for_its_median()
    {
        Ingest(Trace());
        Ingest(new TraceFileBuilder().Add(Count + 1, 7, 0x304, 12 | (9UL << 32)).Add(Count + 2, 8, 0x304, 12), "more.bin");

        FlowDetails whole = Reader.GetFlow(s_flow)!;
        FlowDetails quick = Reader.GetFlowQuickly(s_flow)!;
        var other = new FlowKey(s_flow.RunId, 8);

        Assert.Equal(whole.Row, quick.Row);
        Assert.Equal(whole.Types, quick.Types);
        Assert.Equal(12, whole.Summary.MedianRttUs);
        Assert.Equal(whole.Summary with { MedianRttUs = null }, quick.Summary);
        Assert.Equal(Reader.GetFlow(other)!.Summary, Reader.GetFlowQuickly(other)!.Summary);
    }

    [Fact]
    public void A_summary_that_was_asked_for_before_is_that_of_the_events_that_have_come_since()
    {
        Ingest(Trace());
        FlowDetails first = Reader.GetFlow(s_flow)!;
        FlowDetails same = Reader.GetFlow(s_flow)!;
        Ingest(new TraceFileBuilder().Add(Count + 1, 7, 0x300, 999_999).Add(Count + 2, 8, 0x101, 7).Add(Count + 3, 8, 0x100, 1), "more.bin");
        FlowDetails later = Reader.GetFlow(s_flow)!;

        Assert.Equal(first.Summary, same.Summary);
        Assert.Equal((Count + 1, 999_999, 1), (later.Row.Events, later.Summary.MaxCwnd, later.Summary.Streams));
    }

    private static long Ns(int n) => n * 1000L;

    // One event in five is a window, the others are packets.
    private static IEnumerable<(long Ns, double Value)> Cwnds() =>
        Enumerable.Range(0, Count).Where(n => n % 5 == 0).Select(n => (Ns(n), 12_000.0 + n / 5 % 360 * 10));

    private static IEnumerable<(long Ns, double Value)> Numbers() =>
        Enumerable.Range(0, Count).Where(n => n % 5 != 0).Select(n => (Ns(n), (double)n));

    internal static TraceFileBuilder Trace(int from = 0, int to = Count)
    {
        var trace = new TraceFileBuilder();
        for (uint n = (uint)from; n < to; n++)
        {
            trace.Add(n, 7, n % 5 == 0 ? 0x300u : 0x002u, n % 5 == 0 ? 12_000 + n / 5 % 360 * 10 : n);
        }

        return trace;
    }

    private static void AssertBuckets(Series series, IEnumerable<(long Ns, double Value)> samples, long fromNs, long toNs, int width)
    {
        List<(long Ns, double Value)> inRange = [.. samples.Where(sample => sample.Ns >= fromNs && sample.Ns < toNs)];
        Assert.InRange(series.Buckets.Count, 1, width);
        int next = 0;
        foreach (Bucket bucket in series.Buckets)
        {
            List<(long Ns, double Value)> content = inRange.GetRange(next, (int)bucket.Count);
            Assert.Equal(
                new Bucket(content[0].Ns, content[^1].Ns, content[0].Value, content[^1].Value,
                    content.Min(sample => sample.Value), content.Max(sample => sample.Value), content.Count),
                bucket);
            next += content.Count;
        }

        Assert.Equal(inRange.Count, next);
    }
}
