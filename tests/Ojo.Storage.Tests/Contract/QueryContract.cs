using Ojo.Catalogue;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What any store answers, and what it says where it cannot.</summary>
public abstract class QueryContract : StoreContract
{
    private static readonly FlowKey s_flow = new(1, 7);

    [Fact]
    public void An_empty_store_answers_everything_with_nothing()
    {
        StoreStatistics statistics = Reader.GetStatistics();
        Assert.Equal((0, 0, 0, 0, 0), (statistics.Events, statistics.Flows, statistics.Runs, statistics.Files, statistics.Dropped));
        Assert.Null(statistics.FirstNs);
        Assert.Empty(statistics.Types);
        Assert.Empty(Reader.GetRuns());
        Assert.Empty(Reader.GetGaps());
        Assert.Empty(Reader.GetFlows(new FlowQuery()).Flows);
        Assert.Empty(Reader.GetEvents(new EventQuery()).Events);
        Assert.Null(Reader.GetFlow(s_flow));
        Assert.Contains(Reader.GetEventTypes(), type => type is { EventType: 2, Descriptor.Name: "PACKET_SENT", Count: 0 });
    }

    [Fact]
    public void A_version_changes_with_the_content_and_only_then()
    {
        long empty = Reader.GetVersion();
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1));
        long one = Reader.GetVersion();
        Reader.GetStatistics();

        Assert.NotEqual(empty, one);
        Assert.Equal(one, Reader.GetVersion());
        Writer.AddRun(Run(1));
        Assert.NotEqual(one, Reader.GetVersion());
        long described = Reader.GetVersion();
        Writer.AddRun(Run(1));
        Assert.Equal(described, Reader.GetVersion());
    }

    [Theory]
    [InlineData("7", 2)]
    [InlineData("17", 1)]
    [InlineData("1-7", 1)]
    [InlineData("edge", 2)]
    [InlineData("NODE-4", 2)]
    [InlineData("%", 0)]
    [InlineData("_", 0)]
    [InlineData("nothing", 0)]
    [InlineData("'; DROP TABLE flows; --", 0)]
    [InlineData("  ", 3)]
    public void Flows_are_found_by_id_service_and_host(string search, int expected)
    {
        Writer.AddRun(Run(10));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1).Add(1, 17, 2, 1), TraceName(10));
        Ingest(new TraceFileBuilder { BatchStart = 5 }.Add(1, 3, 2, 1), "other.bin");

        FlowPage page = Reader.GetFlows(new FlowQuery { Search = search });

        Assert.Equal((expected, expected), (page.Flows.Count, (int)page.Total));
    }

    [Theory]
    [InlineData("packet_number", FieldOperator.Equal, "18446744073709551615", 1)]
    [InlineData("packet_number", FieldOperator.Equal, "0xFFFFFFFFFFFFFFFF", 1)]
    [InlineData("packet_number", FieldOperator.Greater, "9223372036854775807", 2)]
    [InlineData("packet_number", FieldOperator.Greater, "18446744073709551614", 1)]
    [InlineData("PACKET_NUMBER", FieldOperator.NotEqual, "-1", 4)]
    [InlineData("packet_number", FieldOperator.LessOrEqual, "1.5", 1)]
    [InlineData("reason", FieldOperator.Equal, "PACING", 1)]
    [InlineData("reason", FieldOperator.Equal, "3", 1)]
    public void Values_are_compared_as_what_they_are(string field, FieldOperator comparison, string value, int expected)
    {
        Ingest(new TraceFileBuilder()
            .Add(1, 7, 2, 1).Add(2, 7, 2, ulong.MaxValue).Add(3, 7, 2, 1UL << 63).Add(4, 7, 2, 2).Add(5, 7, 0x202, 3 | (100UL << 8)));

        Assert.Equal(expected, AllEvents(new EventQuery { Tests = [new FieldTest(field, comparison, value)] }).Count);
    }

    [Theory]
    [InlineData("at", FieldOperator.Equal, "2025-11-20T10:29:20.123456789Z", 1)]
    [InlineData("at", FieldOperator.Less, "2025-11-20T10:29:20.123456789Z", 2)]
    [InlineData("at", FieldOperator.LessOrEqual, "2025-11-20 11:29:20.123456789+01:00", 3)]
    [InlineData("at", FieldOperator.Less, "1970-01-01", 1)]
    [InlineData("at", FieldOperator.Equal, "-1", 1)]
    [InlineData("letter", FieldOperator.Equal, "x", 2)]
    [InlineData("letter", FieldOperator.Equal, "U+000A", 1)]
    public void Points_in_time_and_characters_are_compared_as_they_are_written(string field, FieldOperator comparison, string value, int expected)
    {
        Writer.AddSchema(5, Schemas.Of(Schemas.Type(0x0002_0000, "EXPIRES", Schemas.Field("at", FieldType.Timestamp, 64), Schemas.Field("letter", FieldType.Char, 16))));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Ingest(
            new TraceFileBuilder()
                .Add(1, 7, 0x0002_0000, ulong.MaxValue, 'x').Add(2, 7, 0x0002_0000, 0, 'x').Add(3, 7, 0x0002_0000, 1_763_634_560_123_456_789, '\n'),
            TraceName(10));

        Assert.Equal(expected, AllEvents(new EventQuery { Tests = [new FieldTest(field, comparison, value)] }).Count);
    }

    [Fact]
    public void A_cursor_goes_on_where_it_was_while_files_come_in()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 100; n++)
        {
            trace.Add(n * 10, n % 2, 2, n);
        }

        Ingest(trace);
        EventPage first = Reader.GetEvents(new EventQuery { Limit = 50 });
        Ingest(new TraceFileBuilder().Add(5, 0, 2, 1000).Add(900, 1, 2, 2000).Add(900, 0, 2, 2001), "more.bin");

        List<ulong> rest = [];
        for (string? cursor = first.NextCursor; cursor is not null;)
        {
            EventPage page = Reader.GetEvents(new EventQuery { Limit = 7, Cursor = cursor });
            rest.AddRange(page.Events.Select(row => row.Payload));
            cursor = page.NextCursor;
        }

        Assert.Equal(Enumerable.Range(50, 41).Select(n => (ulong)n).Concat([2001UL, 2000UL]).Concat(Enumerable.Range(91, 9).Select(n => (ulong)n)), rest);
    }

    [Fact]
    public void A_list_of_flows_whose_time_is_up_is_the_beginning_of_the_whole_and_says_so()
    {
        var trace = new TraceFileBuilder();
        for (uint flow = 0; flow < 5000; flow++)
        {
            trace.Add(flow, flow, 2, 1);
        }

        Ingest(trace);
        FlowQuery query = new() { Order = FlowOrder.Lost, Limit = 1000 };
        FlowPage whole = Reader.GetFlows(query with { TimeLimit = TimeSpan.FromHours(1) });
        FlowPage partial = Reader.GetFlows(query with { TimeLimit = TimeSpan.Zero });

        Assert.Equal((1000, 5000, false), (whole.Flows.Count, whole.Total, whole.IsPartial));
        Assert.True(partial.IsPartial);
        Assert.Equal(whole.Flows.Take(partial.Flows.Count), partial.Flows);
        Assert.True(partial.Flows.Count < 1000);
    }

    [Fact]
    public void What_cannot_be_answered_is_explained()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1));

        Explain("No event type is called “NO_SUCH”", () => Reader.GetEvents(new EventQuery { Types = ["NO_SUCH"] }));
        Explain("No event type has a field called “nothing”", () => Reader.GetEvents(new EventQuery { Tests = [new("nothing", FieldOperator.Equal, "1")] }));
        Explain("“abc” is not a value", () => Reader.GetEvents(new EventQuery { Tests = [new("packet_number", FieldOperator.Equal, "abc")] }));
        Explain("A page of events has 1 to 10000", () => Reader.GetEvents(new EventQuery { Limit = 0 }));
        Explain("A time limit is not negative", () => Reader.GetEvents(new EventQuery { TimeLimit = TimeSpan.FromSeconds(-1) }));
        Explain("A time limit is not negative", () => Reader.GetFlows(new FlowQuery { TimeLimit = TimeSpan.FromSeconds(-1) }));
        Explain("A page of flows has 1 to 1000", () => Reader.GetFlows(new FlowQuery { Limit = 1001 }));
        Explain("give the run too", () => Reader.GetFlows(new FlowQuery { ParentFlowId = 1 }));
        Explain("The cursor is not one", () => Reader.GetEvents(new EventQuery { Cursor = "1.2" }));
        Explain("The cursor is not one", () => Reader.GetFlows(new FlowQuery { Cursor = "'; --" }));
        Explain("There is no flow 9-9", () => Reader.GetSeries(new SeriesQuery { Flow = new FlowKey(9, 9), Selectors = ["PACKET_SENT"] }));
        Explain("PACKET_SENT has no field “size”", () => Reader.GetSeries(new SeriesQuery { Flow = s_flow, Selectors = ["PACKET_SENT.size"] }));
        Explain("A series has 1 to 8192", () => Reader.GetSeries(new SeriesQuery { Flow = s_flow, Selectors = ["PACKET_SENT"], Width = 0 }));
        Explain("before it begins", () => Reader.GetSeries(new SeriesQuery { Flow = s_flow, Selectors = ["PACKET_SENT"], FromNs = 5, ToNs = 4 }));
    }

    [Fact]
    public void A_type_that_is_known_and_has_not_happened_is_an_empty_answer()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1));

        Assert.Empty(Reader.GetEvents(new EventQuery { Types = ["CWND_UPDATED"] }).Events);
        Assert.Empty(Reader.GetEvents(new EventQuery { Types = ["0x12345678"] }).Events);
        Assert.Empty(Reader.GetEvents(new EventQuery { Flow = new FlowKey(9, 9) }).Events);
        Assert.Empty(Reader.GetEvents(new EventQuery { Flow = s_flow, RunId = 2 }).Events);
        Series series = Assert.Single(Reader.GetSeries(new SeriesQuery { Flow = s_flow, Selectors = ["CWND_UPDATED.cwnd"] }).Series);
        Assert.Empty(series.Buckets);
        Assert.Null(series.Before);
    }

    [Fact]
    public void A_cancelled_question_is_not_answered()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Reader.GetStatistics(cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => Reader.GetEvents(new EventQuery(), cancelled.Token));
        Assert.Equal(1, Reader.GetStatistics().Events);
    }

    [Fact]
    public async Task Many_readers_look_on_while_files_come_in_and_each_sees_whole_files()
    {
        const int Files = 30;
        const int EventsPerFile = 700;
        _ = Reader;
        using var done = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            long last = 0;
            while (!done.IsCancellationRequested)
            {
                StoreStatistics statistics = Reader.GetStatistics();
                Assert.Equal(statistics.Files * EventsPerFile, statistics.Events);
                Assert.Equal(statistics.Events, statistics.Types.Sum(type => type.Count));
                Assert.True(statistics.Events >= last);
                last = statistics.Events;
                Assert.Equal(0, AllEvents(new EventQuery { Flow = new FlowKey(1, 3), Limit = 10_000 }).Count % (EventsPerFile / 5));
            }
        }))];
        for (int file = 0; file < Files; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < EventsPerFile; n++)
            {
                trace.Add(n, n % 5, 2, (ulong)file);
            }

            Ingest(trace, $"{file}.bin");
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(Files * EventsPerFile, Reader.GetStatistics().Events);
    }

    private static void Explain(string expected, Action question) =>
        Assert.Contains(expected, Assert.Throws<StoreQueryException>(question).Message, StringComparison.OrdinalIgnoreCase);
}
