using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What run files and schemas say of traces, whichever comes first.</summary>
public abstract class DescriptionContract : StoreContract
{
    [Fact]
    public void Two_hosts_with_one_process_id_and_one_start_are_two_runs_even_where_the_bytes_are_equal()
    {
        byte[] bytes = new TraceFileBuilder().Add(1, 7, 2, 3).ToBytes();
        foreach (string host in new[] { "alpha", "beta" })
        {
            RunDescription run = Run(processId: 1) with { Host = host };
            string directory = System.IO.Directory.CreateDirectory(Path.Combine(Directory, host)).FullName;
            File.WriteAllBytes(Path.Combine(directory, run.FileName.ToString()), run.ToJson());
            Writer.AddRun(run);
            string path = Path.Combine(directory, TraceName(1));
            File.WriteAllBytes(path, bytes);
            Assert.False(Writer.Ingest(path).AlreadyStored);
            Assert.True(Writer.Ingest(path).AlreadyStored);
        }

        Assert.Equal([("alpha", 1L), ("beta", 1L)], Reader.GetRuns().Select(run => (run.Host, run.Events)));
        Assert.Equal(2, Reader.GetFlows(new FlowQuery()).Total);
    }

    [Fact]
    public void The_same_flow_ids_in_two_processes_are_kept_apart()
    {
        Writer.AddRun(Run(processId: 10, service: "a"));
        Writer.AddRun(Run(processId: 11, service: "b"));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 100), TraceName(10));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 200).Add(2, 7, 2, 201), TraceName(11));

        FlowPage flows = Reader.GetFlows(new FlowQuery { Order = FlowOrder.Id });

        Assert.Equal(2, flows.Total);
        Assert.Equal([1, 2], flows.Flows.Select(flow => flow.Events));
        Assert.Equal([7UL, 7UL], flows.Flows.Select(flow => flow.Flow.FlowId));
        Assert.Equal(100UL, Assert.Single(AllEvents(new EventQuery { Flow = flows.Flows[0].Flow })).Payload);
        Assert.Equal(["a", "b"], Reader.GetRuns().Select(run => run.Service));
    }

    [Fact]
    public void A_run_described_after_its_traces_is_the_same_run()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 100), TraceName(10));
        Ingest(new TraceFileBuilder { BatchStart = Start + 5 }.Add(1, 7, 2, 100), "renamed.bin");
        Writer.AddRun(Run(processId: 10));
        Writer.AddRun(Run(processId: 12, start: Start + 5));

        IReadOnlyList<StoredRun> runs = Reader.GetRuns();

        Assert.Equal([10, 12], runs.Select(run => run.ProcessId));
        Assert.All(runs, run => Assert.Equal(("edge-proxy", 1), (run.Service, run.Events)));
    }

    [Fact]
    public void A_run_described_before_its_renamed_trace_is_the_same_run()
    {
        Writer.AddRun(Run(processId: 10));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 100), "renamed.bin");

        Assert.Equal(1, Assert.Single(Reader.GetRuns()).Events);
    }

    [Fact]
    public void A_run_of_version_2_counts_in_nanoseconds()
    {
        Ingest(new TraceFileBuilder { Version = 2, BatchStart = Start * 1000 + 1 }.Add(5, 7, 2, 1).Add(1_000_000_007, 7, 2, 2));

        Assert.Equal((long)Start * 1000 + 1, Assert.Single(Reader.GetRuns()).StartNs);
        Assert.Equal([5, 1_000_000_007], AllEvents(new EventQuery()).Select(row => row.TNs));
    }

    [Fact]
    public void Fields_of_built_in_types_are_decoded_without_a_schema_file()
    {
        Ingest(new TraceFileBuilder()
            .Add(1, 7, 0x009, 77 | (2UL << 46) | (1200UL << 48))
            .Add(2, 7, 0x105, ulong.MaxValue, 1UL << 63, 5)
            .Add(3, 7, 0x302, 9));

        List<EventRow> events = AllEvents(new EventQuery());

        Assert.Equal("PACKET_SENT_SIZED", events[0].Name);
        Assert.Equal([new FieldValue("packet_number", 77UL), new("space", "handshake"), new("size", 1200UL)], events[0].Fields);
        Assert.Equal([new FieldValue("stream_id", ulong.MaxValue), new("offset", 1UL << 63), new("length", 5UL)], events[1].Fields);
        Assert.Equal(9UL, events[2].Fields[0].Value);
    }

    [Fact]
    public void Types_declared_in_a_schema_file_are_decoded_whichever_comes_first()
    {
        EventDescriptor snapshot = Type(0x8000_1234, "SNAPSHOT_SENT",
            Field("tick", FieldType.U32, 32), Field("drift", FieldType.I16, 16),
            Field("reason", FieldType.Enum, 8, FieldPart.None, new EnumValue("timer", 1), new EnumValue("tail", 2)));
        ulong payload = 123456 | (0xFFFEUL << 32) | (2UL << 48);
        Ingest(new TraceFileBuilder().Add(1, 7, 0x8000_1234, payload), TraceName(10));
        EventRow before = Assert.Single(AllEvents(new EventQuery()));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Writer.AddSchema(5, Of(snapshot));
        Ingest(new TraceFileBuilder().Add(2, 7, 0x8000_1234, payload), TraceName(10, 1));

        List<EventRow> after = AllEvents(new EventQuery { Types = ["snapshot_sent"] });

        Assert.Equal(("0x80001234", 0), (before.Name, before.Fields.Count));
        Assert.Equal(2, after.Count);
        Assert.All(after, row => Assert.Equal(
            [new FieldValue("tick", 123456UL), new("drift", -2L), new("reason", "tail")], row.Fields));
        StoredEventType type = Assert.Single(Reader.GetEventTypes(), type => type.Count > 0);
        Assert.Equal((2, "SNAPSHOT_SENT"), (type.Count, type.Descriptor?.Name));
        SeriesResult series = Reader.GetSeries(new SeriesQuery { Flow = after[0].Flow, Selectors = ["SNAPSHOT_SENT.drift"] });
        Assert.Equal([-2.0, -2.0], series.Series[0].Buckets.Select(bucket => bucket.Min));
    }

    [Fact]
    public void When_a_type_is_a_reason_for_a_snapshot_is_kept_and_follows_the_newest_schema()
    {
        EventDescriptor stall = Type(0x8000_1234, "STALL", Field("lag", FieldType.U32, 32));
        Writer.AddSchema(5, Of(stall with { SnapshotWhen = "lag > 500:3/1s" }));
        Assert.Equal("lag > 500:3/1s", Condition());

        Writer.AddSchema(6, Of(stall with { SnapshotWhen = "always" }));
        Assert.Equal("always", Condition());
        Assert.Equal("", Assert.Single(Reader.GetEventTypes(), static type => type.EventType == 2).Descriptor?.SnapshotWhen);

        string? Condition() => Assert.Single(Reader.GetEventTypes(), static type => type.EventType == 0x8000_1234).Descriptor?.SnapshotWhen;
    }

    [Fact]
    public void One_id_that_two_services_mean_differently_is_shown_as_each_means_it()
    {
        Writer.AddSchema(5, Of(Type(0x0001_0000, "APPLE", Field("weight", FieldType.U32, 32))));
        Writer.AddSchema(6, Of(Type(0x0001_0000, "PEAR", Field("length", FieldType.I32, 32))));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Writer.AddRun(Run(processId: 11, schemaHash: 6));
        Ingest(new TraceFileBuilder().Add(1, 7, 0x0001_0000, uint.MaxValue), TraceName(10));
        Ingest(new TraceFileBuilder().Add(1, 7, 0x0001_0000, uint.MaxValue), TraceName(11));

        List<EventRow> events = AllEvents(new EventQuery());

        Assert.Equal(["APPLE", "PEAR"], events.Select(row => row.Name));
        Assert.Equal(new FieldValue("weight", (ulong)uint.MaxValue), Assert.Single(events[0].Fields));
        Assert.Equal(new FieldValue("length", -1L), Assert.Single(events[1].Fields));
        Assert.NotEqual(events[0].TypeKey, events[1].TypeKey);
        Assert.Equal(1, Assert.Single(Reader.GetStatistics().Types, type => type.Name == "PEAR").Count);
        Assert.Single(AllEvents(new EventQuery { Types = ["PEAR"] }));
        Assert.Equal(2, AllEvents(new EventQuery { Types = ["0x00010000"] }).Count);
    }

    [Fact]
    public void Two_services_whose_schemas_come_late_are_told_apart_all_the_same()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 0x0001_0000, 5), TraceName(10));
        Ingest(new TraceFileBuilder().Add(1, 7, 0x0001_0000, 5), TraceName(11));
        Writer.AddSchema(5, Of(Type(0x0001_0000, "APPLE", Field("weight", FieldType.U32, 32))));
        Writer.AddSchema(6, Of(Type(0x0001_0000, "PEAR", Field("length", FieldType.I32, 32))));
        Writer.AddRun(Run(processId: 11, schemaHash: 6));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));

        Assert.Equal(["APPLE", "PEAR"], AllEvents(new EventQuery()).Select(row => row.Name));
    }

    [Fact]
    public void A_later_schema_of_a_run_names_what_the_first_did_not()
    {
        EventDescriptor first = Type(0x0001_0000, "APPLE", Field("weight", FieldType.U32, 32));
        EventDescriptor second = Type(0x0001_0001, "PEAR", Field("length", FieldType.I32, 32));
        Writer.AddSchema(5, Of(first));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Ingest(new TraceFileBuilder().Add(1, 7, 0x0001_0000, 5).Add(2, 7, 0x0001_0001, 6), TraceName(10));
        Writer.AddSchema(6, Of(first, second));
        Writer.AddRun(Run(processId: 10, schemaHash: 6));
        Ingest(new TraceFileBuilder().Add(3, 7, 0x0001_0001, 7), TraceName(10, 1));

        Assert.Equal(["APPLE", "PEAR", "PEAR"], AllEvents(new EventQuery()).Select(row => row.Name));
        Assert.Equal(2, Assert.Single(Reader.GetStatistics().Types, type => type.Name == "PEAR").Count);
    }

    [Fact]
    public void A_schema_without_a_hash_is_refused() =>
        Assert.Throws<TraceFormatException>(() => Writer.AddSchema(0, Of(Type(2, "X"))));
}
