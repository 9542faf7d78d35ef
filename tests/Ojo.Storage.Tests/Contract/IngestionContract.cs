using System.IO.Compression;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Ingestion;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Contract;

/// <summary>What any store does with trace files.</summary>
public abstract class IngestionContract : StoreContract
{
    [Fact]
    public void A_thousand_records_of_unknown_types_from_another_writer_are_all_there()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 1000; n++)
        {
            trace.Add(n * 3, n % 5, 0x7000_0000 + n % 4, n * 1_000_000_007UL);
        }

        IngestResult result = Writer.Ingest(Write(trace, "somebody.bin"));

        Assert.Equal(new IngestResult(false, 1000, 0), result);
        StoreStatistics statistics = Reader.GetStatistics();
        Assert.Equal((1000, 5, 1, 1, 0), (statistics.Events, statistics.Flows, statistics.Runs, statistics.Files, statistics.Dropped));
        Assert.Equal((long)Start * 1000, statistics.FirstNs);
        Assert.Equal((long)Start * 1000 + 999 * 3000, statistics.LastNs);
        Assert.Equal(["0x70000000", "0x70000001", "0x70000002", "0x70000003"], statistics.Types.Select(type => type.Name));
        Assert.All(statistics.Types, type => Assert.Equal(250, type.Count));
        List<EventRow> events = AllEvents(new EventQuery { Limit = 77 });
        Assert.Equal(1000, events.Count);
        Assert.Equal(Enumerable.Range(0, 1000).Select(n => (ulong)n * 1_000_000_007UL), events.Select(row => row.Payload));
        Assert.Null(Assert.Single(Reader.GetRuns()).Service);
    }

    [Fact]
    public void A_file_taken_in_twice_changes_nothing_the_second_time()
    {
        string path = Write(new TraceFileBuilder().Add(1, 7, 2, 3).Add(2, 7, 3, 3));
        Writer.Ingest(path);
        long version = Reader.GetVersion();

        IngestResult again = Writer.Ingest(path);
        ReopenWriter();
        IngestResult afterRestart = Writer.Ingest(path);

        Assert.True(again.AlreadyStored);
        Assert.True(afterRestart.AlreadyStored);
        Assert.Equal(version, Reader.GetVersion());
        Assert.Equal(2, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_copy_under_any_name_and_a_compressed_one_are_the_same_file()
    {
        byte[] bytes = new TraceFileBuilder().Add(1, 7, 2, 3).Add(2, 7, 2, 4).ToBytes();
        Assert.Equal(2, Ingest(bytes, TraceName(10)).Events);

        Assert.True(Ingest(bytes, "copy.bin").AlreadyStored);
        Assert.True(Ingest(Gzip(bytes), TraceName(10) + ".gz").AlreadyStored);
        Assert.True(Ingest(Gzip(bytes), "another copy.bin.gz").AlreadyStored);
        Assert.True(Ingest(Brotli(bytes), "another copy.bin.br").AlreadyStored);
        Assert.Equal((1, 2), (Reader.GetStatistics().Files, Reader.GetStatistics().Events));
    }

    [Theory]
    [InlineData(0u, 1u)]
    [InlineData(1u, 0u)]
    [InlineData(1u, 2u)]
    public void Of_a_run_either_its_own_files_are_taken_in_or_those_of_one_copy_of_its_ring(uint first, uint second)
    {
        byte[] overlapping = new TraceFileBuilder().Add(1, 7, 2, 3).Add(2, 7, 2, 4).ToBytes();
        byte[] more = new TraceFileBuilder().Add(2, 7, 2, 4).Add(3, 7, 2, 5).ToBytes();
        Assert.Equal(2, Ingest(Brotli(overlapping), Name(first, 0)).Events);
        long version = Reader.GetVersion();

        IngestResult refused = Ingest(Brotli(more), Name(second, 1));
        Assert.Equal((true, 0L), (refused.AlreadyStored, refused.Events));
        Assert.Contains(Name(first, 0), refused.Refusal, StringComparison.Ordinal);
        Assert.Contains(Name(second, 1), refused.Refusal, StringComparison.Ordinal);
        Assert.Equal(version, Reader.GetVersion());

        Assert.Null(Ingest(Brotli(more), Name(first, 1)).Refusal);
        Assert.Null(Ingest(Brotli(more), TraceFileName.ForCopy(Start, 12, 9, 0).ToString()).Refusal);
        Assert.Equal((3, 6, 2), (Reader.GetStatistics().Files, Reader.GetStatistics().Events, Reader.GetStatistics().Runs));

        static string Name(uint copy, uint sequence) => (copy == 0
            ? TraceFileName.ForCompressedTrace(Start, 11, sequence)
            : TraceFileName.ForCopy(Start, 11, copy, sequence)).ToString();
    }

    [Fact]
    public void Equal_bytes_of_two_processes_or_two_places_in_a_run_are_two_files()
    {
        byte[] bytes = new TraceFileBuilder().Add(1, 7, 2, 3).ToBytes();
        Ingest(bytes, TraceName(10));
        Ingest(bytes, TraceName(11));
        Ingest(bytes, TraceName(11, 1));

        Assert.Equal((3, 3, 2), (Reader.GetStatistics().Files, Reader.GetStatistics().Events, Reader.GetStatistics().Runs));
        Assert.True(Ingest(bytes, TraceName(11)).AlreadyStored);
    }

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
    public void A_compressed_file_of_many_times_its_length_is_stored_whole()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 1_500_000; n++)
        {
            trace.Add(n, n % 3, 2, n);
        }

        Assert.Equal(1_500_000, Ingest(Gzip(trace.ToBytesWithChecksum(1_500_000)), TraceName(10) + ".gz").Events);
    }

    [Fact]
    public void A_gzip_file_that_was_cut_off_anywhere_is_refused()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 100; n++)
        {
            trace.Add(n, n % 3, 2, n * 77);
        }

        byte[] whole = Gzip(trace.ToBytes());
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            Assert.Contains("cut off", Assert.Throws<TraceFormatException>(() => Ingest(part, "part.bin.gz")).Message, StringComparison.Ordinal);
        }

        Assert.Equal(100, Ingest(whole, "whole.bin.gz").Events);
    }

    [Theory]
    [InlineData("TRAC\u0001")]
    [InlineData("ZERO\u0001")]
    public void A_gzip_file_that_was_made_to_fill_disks_is_refused(string magic)
    {
        using MemoryStream bomb = new();
        using (GZipStream gzip = new(bomb, CompressionLevel.SmallestSize))
        {
            gzip.Write(System.Text.Encoding.ASCII.GetBytes(magic));
            byte[] zeros = new byte[1 << 20];
            for (int n = 0; n < 100; n++)
            {
                gzip.Write(zeros);
            }
        }

        TraceFormatException refusal = Assert.Throws<TraceFormatException>(() => Ingest(bomb.ToArray(), "bomb.bin.gz"));
        Assert.Contains(magic[0] == 'T' ? "expands to more than" : "is not a trace file", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_one_name_and_other_content_are_different_files()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 3));
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 4));

        Assert.Equal((2, 2), (Reader.GetStatistics().Files, Reader.GetStatistics().Events));
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
    public void An_event_that_lacks_words_its_schema_promises_is_refused_and_the_store_is_as_before()
    {
        Writer.Ingest(Write(new TraceFileBuilder().Add(1, 7, 2, 1), "good.bin"));
        long version = Reader.GetVersion();
        string path = Write(new TraceFileBuilder().Add(1, 9, 2, 1).Add(2, 9, 0x105, 1, 2), "bad.bin");

        TraceFormatException refusal = Assert.Throws<TraceFormatException>(() => Writer.Ingest(path));

        Assert.Equal("The STREAM_DATA_SENT at offset 48 must have 2 EXTEND records after it and has 1.", refusal.Message);
        Assert.Equal((1, 1, 1), (Reader.GetStatistics().Events, Reader.GetStatistics().Flows, Reader.GetStatistics().Files));
        Assert.Equal(version, Reader.GetVersion());
        Writer.Ingest(Write(new TraceFileBuilder().Add(3, 7, 2, 1), "next.bin"));
        Assert.Equal(2, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_wrong_checksum_found_at_the_end_of_a_file_undoes_its_beginning()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 5000; n++)
        {
            trace.Add(n, n % 3, 2, n);
        }

        byte[] bytes = trace.ToBytesWithChecksum(5000);
        File.WriteAllBytes(Path.Combine(Directory, "good.bin"), bytes);
        bytes[24 * 100 + 16] ^= 1;
        File.WriteAllBytes(Path.Combine(Directory, "bad.bin"), bytes);

        Assert.Throws<TraceFormatException>(() => Writer.Ingest(Path.Combine(Directory, "bad.bin")));
        Assert.Equal(0, Reader.GetStatistics().Events);
        Assert.Equal(5000, Writer.Ingest(Path.Combine(Directory, "good.bin")).Events);
        Assert.Equal(5000, Reader.GetStatistics().Events);
    }

    [Fact]
    public void A_cancelled_file_leaves_nothing_behind()
    {
        string path = Write(new TraceFileBuilder().Add(1, 7, 2, 1));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Writer.Ingest(path, cancelled.Token));
        Assert.Equal((0, 0, 0), (Reader.GetStatistics().Events, Reader.GetStatistics().Files, Reader.GetStatistics().Runs));
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

    private IngestResult Ingest(byte[] bytes, string name)
    {
        string path = Path.Combine(Directory, name);
        File.WriteAllBytes(path, bytes);
        return Writer.Ingest(path);
    }

    private static byte[] Gzip(byte[] bytes) => Compress(bytes, static target => new GZipStream(target, CompressionLevel.Fastest));

    private static byte[] Brotli(byte[] bytes) => Compress(bytes, static target => new BrotliStream(target, CompressionLevel.Fastest));

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compression)
    {
        using MemoryStream target = new();
        using (Stream stream = compression(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    [Fact]
    public void A_schema_without_a_hash_is_refused() =>
        Assert.Throws<TraceFormatException>(() => Writer.AddSchema(0, Of(Type(2, "X"))));
}
