using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What any store says of the events that it has taken in.</summary>
public abstract class StoredEventsContract : StoreContract
{
    [Fact]
    public void Links_to_parents_make_the_hierarchy_and_the_last_one_counts_in_whatever_order_files_come()
    {
        Ingest(new TraceFileBuilder().Add(50, 2, 0x101, 9).Add(60, 4, 0x101, 2), "later.bin");
        Ingest(new TraceFileBuilder().Add(10, 1, 2, 0).Add(20, 2, 0x101, 1).Add(30, 3, 0x101, 1).Add(30, 5, 0x101, 5), "earlier.bin");

        Dictionary<ulong, FlowRow> flows = Reader.GetFlows(new FlowQuery()).Flows.ToDictionary(flow => flow.Flow.FlowId);

        Assert.Null(flows[1].ParentFlowId);
        Assert.Equal(9UL, flows[2].ParentFlowId);
        Assert.Equal(1UL, flows[3].ParentFlowId);
        Assert.Equal(2UL, flows[4].ParentFlowId);
        Assert.Null(flows[5].ParentFlowId);
        Assert.Equal((1, 1), (flows[1].Children, flows[2].Children));
        long run = flows[1].Flow.RunId;
        Assert.Equal(4UL, Assert.Single(Reader.GetFlows(new FlowQuery { RunId = run, ParentFlowId = 2 }).Flows).Flow.FlowId);
    }

    [Fact]
    public void Gaps_are_rows_and_count_as_dropped_and_not_as_events()
    {
        Writer.AddRun(Run(processId: 10));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1).Add(900, 1, MetaEvent.EventsDropped, 40, 300).Add(1000, 3, MetaEvent.EventsDropped, 2, 950), TraceName(10));

        Assert.Equal((1, 42), (Reader.GetStatistics().Events, Reader.GetStatistics().Dropped));
        Assert.Equal(42, Assert.Single(Reader.GetRuns()).Dropped);
        Assert.Equal(
            [
                new Gap(1, 300_000, 900_000, DropCause.BufferFull, 40),
                new Gap(1, 950_000, 1_000_000, DropCause.WriteError, 2),
            ],
            Reader.GetGaps(1));
        Assert.Empty(Reader.GetGaps(2));
    }

    [Fact]
    public void Losses_beyond_all_measure_do_not_keep_the_store_from_counting()
    {
        for (uint n = 0; n < 20; n++)
        {
            Ingest(new TraceFileBuilder { BatchStart = Start + n }.Add(1, 1, MetaEvent.EventsDropped, ulong.MaxValue, 0).Add(2, 7, 2, 1), $"{n}.bin");
        }

        Assert.Equal((20, 20L << 40), (Reader.GetStatistics().Events, Reader.GetStatistics().Dropped));
    }

    [Fact]
    public void Strings_are_those_of_the_run_and_texts_those_of_the_event()
    {
        EventDescriptor said = Type(0x0001_0000, "SAID",
            Field("who", FieldType.String, 32), Field("what", FieldType.Text, 0), Field("raw", FieldType.Bytes, 0), Field("how_often", FieldType.U8, 8));
        Writer.AddSchema(5, Of(said));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Writer.AddRun(Run(processId: 11, schemaHash: 5));
        Ingest(new TraceFileBuilder()
            .AddText(0, 1, MetaEvent.StringDefine, "Ада"u8)
            .Add(1, 7, 0x0001_0000, 1 | (3UL << 32)).AddText(1, 7, MetaEvent.Text, "it's \"quoted\", 12 letters"u8).AddText(1, 7, MetaEvent.Text, [0xFF, 0x00, 0x10])
            .Add(2, 7, 0x0001_0000, 2).AddText(2, 7, MetaEvent.Text, ""u8), TraceName(10));
        Ingest(new TraceFileBuilder().AddText(0, 1, MetaEvent.StringDefine, "Bob"u8).Add(1, 7, 0x0001_0000, 1), TraceName(11));

        List<EventRow> events = AllEvents(new EventQuery());

        Assert.Equal(["Ада", "it's \"quoted\", 12 letters", "ff0010", 3UL], events[0].Fields.Select(field => field.Value));
        Assert.Equal([2UL, "", "", 0UL], events[1].Fields.Select(field => field.Value));
        Assert.Equal("Bob", events[2].Fields[0].Value);
        Assert.Single(AllEvents(new EventQuery { Tests = [new FieldTest("what", FieldOperator.Equal, "it's \"quoted\", 12 letters")] }));
        Assert.Single(AllEvents(new EventQuery { Tests = [new FieldTest("who", FieldOperator.Equal, "Bob")] }));
    }

    [Fact]
    public void Records_out_of_order_are_put_in_order()
    {
        Ingest(new TraceFileBuilder().Add(30, 7, 2, 3).Add(10, 7, 2, 1).Add(20, 8, 2, 2).Add(10, 7, 3, 9));

        Assert.Equal([1UL, 9UL, 2UL, 3UL], AllEvents(new EventQuery()).Select(row => row.Payload));
    }

    [Fact]
    public void Times_beyond_what_can_be_kept_become_the_last_time_and_take_nothing_with_them()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1).Add(ulong.MaxValue, 7, 2, 2));
        Ingest(new TraceFileBuilder { BatchStart = ulong.MaxValue }.Add(1, 7, 2, 1), "late.bin");

        Assert.Equal(3, AllEvents(new EventQuery()).Count);
        Assert.True(Reader.GetStatistics().LastNs > 0);
    }

    [Fact]
    public void Events_that_belong_to_no_flow_make_none()
    {
        Writer.AddSchema(5, Of(Type(0x0001_0000, "TICK", Field("n", FieldType.U32, 32)) with { Flow = false }));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Ingest(new TraceFileBuilder().Add(1, 0, 0x0001_0000, 5).Add(2, 3, 2, 6), TraceName(10));

        Assert.Equal(3UL, Assert.Single(Reader.GetFlows(new FlowQuery()).Flows).Flow.FlowId);
        Assert.Equal((2, 1), (Reader.GetStatistics().Events, Reader.GetStatistics().Flows));
        Assert.Equal(2, AllEvents(new EventQuery()).Count);
    }
}
