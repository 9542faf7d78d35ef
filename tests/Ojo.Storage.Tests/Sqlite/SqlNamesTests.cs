using System.Diagnostics;
using System.Text.RegularExpressions;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;
using static Ojo.Storage.Tests.Support.Schemas;

namespace Ojo.Storage.Tests.Sqlite;

/// <summary>The names that people query, as they query them.</summary>
public sealed class SqlNamesTests : StoreContract
{
    private string Database => Path.Combine(Directory, "store.db");

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Database);

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Database);

    [Fact]
    public void Every_promised_column_is_there()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 3));
        using var shell = new SqlShell(Database);
        foreach (string promised in new[]
        {
            "id, batch_start_us, ts_delta_us, ts_ns, run_id, flow_id, event_type, payload, file_name FROM events",
            "event_type, name, category, description FROM event_types",
            "run_id, flow_id, parent_flow_id, first_event_ts, last_event_ts, event_count FROM flows",
            "run_id, service, host, process_id, batch_start_us FROM runs",
            "file_name, run_id, event_count, dropped, ingested_at FROM files",
            "run_id, flow_id, packets_sent, packets_received, packets_acked, packets_lost, packets_retransmitted, bytes_sent, bytes_received, streams, max_cwnd, last_bytes_in_flight, min_rtt_us, median_rtt_us, duration_us FROM flow_summary",
            "run_id, flow_id, space, packet_number, size, created_ns, sent_ns, received_ns, acked_ns, lost_ns, retransmitted_as FROM packets",
        })
        {
            Assert.NotEmpty(shell.Query("SELECT " + promised));
        }
    }

    [Fact]
    public void An_event_has_its_place_in_every_column()
    {
        Ingest(new TraceFileBuilder().Add(1500, 7, 2, ulong.MaxValue), TraceName(10));
        using var shell = new SqlShell(Database);

        Assert.Equal(
            [1L, (long)Start, 1500L, 1_500_000L, 1L, 7L, 2L, "18446744073709551615", TraceName(10)],
            Assert.Single(shell.Query("SELECT * FROM events")));
        Assert.Equal(["18446744073709551615"], Assert.Single(shell.Query("SELECT packet_number FROM packet_sent WHERE flow_id = 7")));
    }

    [Theory]
    [InlineData("SELECT packet_number FROM packet_sent WHERE flow_id = 7")]
    [InlineData("SELECT packet_number FROM packet_sent WHERE run_id = 1 AND flow_id = 7 AND ts_ns > 5")]
    [InlineData("SELECT * FROM events WHERE flow_id = 7")]
    [InlineData("SELECT * FROM raw_events WHERE event_type = 2 AND flow_id = 7")]
    [InlineData("SELECT * FROM flow_summary WHERE flow_id = 7")]
    [InlineData("SELECT * FROM packets WHERE flow_id = 7")]
    [InlineData("SELECT * FROM packets WHERE run_id = 1 AND flow_id = 7 AND packet_number = 3")]
    public void A_query_for_one_flow_is_a_search_and_looks_through_nothing(string sql)
    {
        _ = Writer;
        using var shell = new SqlShell(Database);
        List<string> plan =
            [.. shell.Query("EXPLAIN QUERY PLAN " + sql).Select(row => Regex.Replace((string)row[3]!, @"TABLE \w+ AS ", ""))];

        Assert.Contains(plan, step => step.StartsWith("SEARCH f USING INDEX", StringComparison.Ordinal) && step.Contains("(flow_id=?", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.StartsWith("SEARCH e USING INTEGER PRIMARY KEY", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => Regex.IsMatch(step, "SCAN [fbe]\\b"));
    }

    [Fact]
    public void Events_are_counted_without_their_continuations_and_meta_records()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 0x105, 1, 2, 3).Add(2, 1, MetaEvent.EventsDropped, 5, 0).AddText(3, 1, MetaEvent.StringDefine, "x"u8).Add(4, 7, 0x7777_7777, 9));
        using var shell = new SqlShell(Database);

        Assert.Equal(2L, shell.Scalar("SELECT count(*) FROM events"));
        Assert.Equal(2L, shell.Scalar("SELECT sum(event_count) FROM event_types"));
        Assert.Equal(5L, shell.Scalar("SELECT sum(dropped) FROM files"));
        Assert.Equal(["0x77777777"], Assert.Single(shell.Query("SELECT name FROM events JOIN event_types USING (event_type) WHERE payload = 9")));
    }

    [Fact]
    public void A_packets_life_is_one_row()
    {
        Ingest(new TraceFileBuilder()
            .Add(1, 7, 0x001, 5).Add(2, 7, 0x009, 5 | (1200UL << 48)).Add(3, 7, 0x009, 5 | (1UL << 46) | (900UL << 48))
            .Add(10, 7, 0x004, 5).Add(11, 7, 0x006, 5).Add(12, 7, 0x007, 9).Add(13, 7, 0x002, 9).Add(20, 7, 0x003, 9)
            .Add(21, 7, 0x006, 6).Add(30, 8, 0x00A, 5 | (77UL << 48)));
        using var shell = new SqlShell(Database);

        Assert.Equal(
            [
                [0L, 5L, 1200L, 1000L, 2000L, null, null, 10000L, 9L],
                [0L, 6L, null, null, null, null, null, null, null],
                [0L, 9L, null, null, 13000L, null, 20000L, null, null],
                [1L, 5L, 900L, null, 3000L, null, null, null, null],
            ],
            shell.Query("""
                SELECT space, packet_number, size, created_ns, sent_ns, received_ns, acked_ns, lost_ns, retransmitted_as
                FROM packets WHERE flow_id = 7 ORDER BY space, packet_number
                """));
        Assert.Equal(30_000L, shell.Scalar("SELECT received_ns FROM packets WHERE flow_id = 8"));
    }

    [Fact]
    public void A_retransmission_is_one_pair_even_where_a_block_ends_between_its_halves()
    {
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 511; n++)
        {
            trace.Add(n, 7, 0x002, n);
        }

        Ingest(trace.Add(600, 7, 0x006, 5).Add(601, 7, 0x007, 1000));
        using var shell = new SqlShell(Database);

        Assert.Equal(1000L, shell.Scalar("SELECT retransmitted_as FROM packets WHERE flow_id = 7 AND packet_number = 5"));
    }

    [Fact]
    public void Flow_ids_of_64_bits_are_found_by_their_digits()
    {
        _ = Writer;
        using (var connection = StoreConnection.OpenToWrite(Database))
        {
            // Traces of today have 32 bits; the store is ready for those that have more.
            connection.Execute("INSERT INTO ojo_flow (run, bits, first_ns, last_ns, events, longest) VALUES (1, -1, 0, 0, 0, 0)");
        }

        using var shell = new SqlShell(Database);
        Assert.Equal("18446744073709551615", shell.Scalar("SELECT flow_id FROM flows WHERE flow_id = '18446744073709551615'"));
    }

    [Fact]
    public void Hostile_names_name_nothing_but_themselves()
    {
        string[] names =
        [
            "X\"; DROP TABLE ojo_event; --", "'; DELETE FROM ojo_event; --", "EVENTS", "events", "packets", "FLOW_SUMMARY", "PACKET_SENT",
            "sqlite_master", "ojo_event", "", "\0", "a\0b", "Ünïcödé", new string('N', 5000), "select", "%s%n", "1", "\n", "event_",
        ];
        string[] fields = ["id", "flow_id", "ts_ns", "x\"y", "x'y", "", "SELECT", "a\0b", "x y", "x_y", new string('f', 300)];
        EventDescriptor[] types = [.. names.Select((name, n) => Type((uint)(0x0002_0000 + n), name,
            [.. fields.Select(field => Field(field, FieldType.U8, 4)), Field("e", FieldType.Enum, 4, FieldPart.None, new EnumValue("it's \"x\"; --", 1), new EnumValue("\0", 2))]))];
        Writer.AddSchema(5, Of(types));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        var trace = new TraceFileBuilder().Add(1, 7, 2, 99);
        foreach (EventDescriptor type in types)
        {
            trace.Add(2, 7, type.Id, 0x1BA9_8765_4321);
        }

        Ingest(trace, TraceName(10));

        using var shell = new SqlShell(Database);
        Assert.Equal(names.Length + 1L, shell.Scalar("SELECT count(*) FROM events"));
        Assert.Equal(99L, shell.Scalar("SELECT packet_number FROM packet_sent"));
        List<object?[]> views = shell.Query("SELECT view_name FROM event_types WHERE provider = 'test'");
        Assert.Equal(names.Length, views.DistinctBy(view => view[0]).Count());
        foreach (object?[] view in views)
        {
            object?[] row = Assert.Single(shell.Query($"SELECT * FROM \"{view[0]}\""));
            Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, "it's \"x\"; --"], row[4..]);
        }

        Assert.Equal(names.Length + 1, AllEvents(new Ojo.Storage.Queries.EventQuery()).Count);
    }

    [Fact]
    public void Events_of_one_name_have_views_that_say_whose_they_are_and_in_which_shape()
    {
        EventDescriptor first = Type(0x0002_0000, "Snapshot", Field("tick", FieldType.U32, 32));
        Writer.AddSchema(5, Of(first with { Provider = "game.netcode" }));
        Writer.AddSchema(6, Of(first with { Provider = "video", Id = 0x0002_0001 }));
        Writer.AddSchema(7, Of(Type(0x0002_0000, "Snapshot", Field("tick", FieldType.U64, 64)) with { Provider = "game.netcode" }));
        Writer.AddSchema(8, Of(Type(0x0002_0001, "Snapshot", Field("frame", FieldType.U64, 64)) with { Provider = "video" }));
        Writer.AddRun(Run(processId: 10, schemaHash: 6));
        Writer.AddRun(Run(processId: 11, schemaHash: 7));
        Ingest(new TraceFileBuilder().Add(1, 7, 0x0002_0001, 5), TraceName(10));
        Ingest(new TraceFileBuilder().Add(1, 7, 0x0002_0000, ulong.MaxValue), TraceName(11));

        using var shell = new SqlShell(Database);
        Assert.Equal(
            [["snapshot", "game.netcode"], ["video_snapshot", "video"], ["snapshot_2", "game.netcode"], ["video_snapshot_2", "video"]],
            shell.Query("SELECT view_name, provider FROM event_types WHERE name = 'Snapshot' ORDER BY type_key"));
        Assert.Equal(5L, shell.Scalar("SELECT tick FROM video_snapshot"));
        Assert.Equal("18446744073709551615", shell.Scalar("SELECT tick FROM snapshot_2 WHERE flow_id = 7"));
        Assert.Empty(shell.Query("SELECT * FROM snapshot"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("2001:db8::1", "2001:0db8:0000:0000:0000:0000:0000:0001")]
    [InlineData("::1", "0000:0000:0000:0000:0000:0000:0000:0001")]
    [InlineData("::fffe:10.0.0.1", "0000:0000:0000:0000:0000:fffe:0a00:0001")]
    public void An_address_of_IPv4_is_shown_as_one(string address, string shown)
    {
        foreach (int before in new[] { 0, 16 })
        {
            uint id = 0x0002_0000 + (uint)before;
            Writer.AddSchema((ulong)before + 5, Of(Type(id, $"PEER_{before}", Field("port", FieldType.U16, before), Field("peer", FieldType.Ip, 128))));
            Writer.AddRun(Run(processId: 10 + before, schemaHash: (ulong)before + 5));
            UInt128 bits = 0;
            byte[] bytes = System.Net.IPAddress.Parse(address).MapToIPv6().GetAddressBytes();
            for (int index = 0; index < bytes.Length; index++)
            {
                bits |= (UInt128)bytes[index] << (index * 8);
            }

            ulong[] words = before == 0 ? [(ulong)bits, (ulong)(bits >> 64)] : [0x1234 | ((ulong)bits << 16), (ulong)(bits >> 48), (ulong)(bits >> 112)];
            Ingest(new TraceFileBuilder().Add(1, 7, id, words), TraceName(10 + before));
            using var shell = new SqlShell(Database);

            Assert.Equal(shown, shell.Scalar($"SELECT peer FROM peer_{before}"));
        }
    }

    [Fact]
    public void A_schema_of_thousands_of_types_is_taken_in_and_each_has_its_view()
    {
        EventDescriptor[] types = [.. Enumerable.Range(0, 3000).Select(n =>
            Type((uint)(0x0003_0000 + n), $"SAME_{n % 1500}", Field("number", FieldType.U32, 32, FieldPart.PacketNumber)) with { Role = EventRole.PacketSent })];
        Writer.AddSchema(5, Of(types));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Ingest(new TraceFileBuilder().Add(1, 7, 0x0003_0000, 5).Add(2, 7, 0x0003_0000 + 1500, 6), TraceName(10));

        using var shell = new SqlShell(Database);
        Assert.Equal(5L, shell.Scalar("SELECT number FROM same_0 WHERE flow_id = 7"));
        Assert.Equal(6L, shell.Scalar("SELECT number FROM same_0_2 WHERE flow_id = 7"));
        Assert.NotEmpty(shell.Query("SELECT * FROM packets WHERE flow_id = 7"));
        Assert.NotEmpty(shell.Query("SELECT * FROM flow_summary WHERE flow_id = 7"));
    }

    [Fact]
    public void A_plain_sqlite3_shell_answers_too()
    {
        Writer.AddSchema(5, Of(Type(0x0001_0000, "SAMPLE",
            Field("ratio", FieldType.F64, 64), Field("small", FieldType.F32, 32), Field("signed", FieldType.I8, 5), Field("wide", FieldType.U64, 64))));
        Writer.AddRun(Run(processId: 10, schemaHash: 5));
        Ingest(new TraceFileBuilder()
            .Add(1, 7, 0x0001_0000, BitConverter.DoubleToUInt64Bits(-1234.5), BitConverter.SingleToUInt32Bits(0.1f) | (0b10000UL << 32) | (ulong.MaxValue << 37), ulong.MaxValue >> 27)
            .Add(2, 7, 0x009, 77 | (1UL << 46) | (1200UL << 48)), TraceName(10));
        ReopenWriter();
        const string Sql = """
            SELECT ratio, printf('%.9g', small), signed, wide FROM sample
            UNION ALL SELECT packet_number, space, size, NULL FROM packet_sent_sized WHERE flow_id = 7
            UNION ALL SELECT packets_sent, bytes_sent, (SELECT count(*) FROM packets), NULL FROM flow_summary
            """;

        using (var shell = new SqlShell(Database))
        {
            Assert.Equal([[-1234.5, "0.100000001", -16L, "18446744073709551615"], [77L, "initial", 1200L, null], [1L, 1200L, 1L, null]], shell.Query(Sql));
        }

        // Where there is a shell of the system, which is another version of SQLite, it must say the same.
        if (StartShell() is not Process process)
        {
            return;
        }

        using (process)
        {
            process.StandardInput.Write(Sql + ";");
            process.StandardInput.Close();
            string answer = process.StandardOutput.ReadToEnd();

            Assert.Equal("", process.StandardError.ReadToEnd());
            Assert.Equal("-1234.5|0.100000001|-16|18446744073709551615\n77|initial|1200|\n1|1200|1|\n", answer);
        }
    }

    private Process? StartShell()
    {
        ProcessStartInfo start = new("sqlite3") { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Database);
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
