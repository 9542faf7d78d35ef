using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sql;

/// <summary>One statement over several files of a store.</summary>
public sealed class ShardedSqlTests : StoreContract
{
    private const ulong HourUs = 3_600_000_000;

    private string Sharded => Path.Combine(Directory, "store");

    protected override IStoreWriter OpenWriter() => ShardedStore.OpenWriter(Sharded, ShardSpan.OfSize(1));

    protected override IStoreReader OpenReader() => ShardedStore.OpenReader(Sharded);

    [Theory]
    [InlineData("SELECT run_id, flow_id, ts_ns, event_type, payload, file_name FROM events ORDER BY run_id, flow_id, ts_ns, payload")]
    [InlineData("SELECT count(*), sum(packet_number), min(ts_ns) FROM packet_sent")]
    [InlineData("SELECT packet_number, ts_ns FROM packet_sent WHERE run_id = 1 AND flow_id = 7 ORDER BY ts_ns DESC LIMIT 5")]
    [InlineData("SELECT flow_id, count(*) FROM events GROUP BY flow_id ORDER BY 1")]
    [InlineData("SELECT * FROM flow_summary ORDER BY run_id, flow_id")]
    [InlineData("SELECT median_rtt_us, last_bytes_in_flight, ts_ns FROM flow_summary AS s JOIN bytes_in_flight_updated USING (run_id, flow_id) WHERE s.flow_id = 7 ORDER BY ts_ns")]
    [InlineData("SELECT * FROM flows ORDER BY run_id, flow_id")]
    [InlineData("SELECT run_id, event_count, file_count FROM runs")]
    [InlineData("SELECT file_name, event_count FROM files ORDER BY 1")]
    [InlineData("SELECT name, event_count FROM event_types WHERE event_count > 0 ORDER BY 1")]
    [InlineData("SELECT r.ts_ns, r.payload, w.word FROM raw_events AS r JOIN event_words AS w ON w.event_id = r.id ORDER BY r.ts_ns, w.n")]
    [InlineData("SELECT * FROM packets WHERE packet_number > 100 ORDER BY packet_number")]
    public void Answers_as_one_file_with_everything_in_it(string sql)
    {
        using IStoreWriter single = SqliteStore.OpenWriter(Path.Combine(Directory, "single.db"));
        for (uint n = 0; n < 4; n++)
        {
            string file = Write(SomeEvents(n), $"trace{n}.bin");
            Writer.Ingest(file);
            single.Ingest(file);
        }

        using IStoreReader reader = SqliteStore.OpenReader(Path.Combine(Directory, "single.db"));
        List<object?[]> expected = reader.Rows(sql);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, Reader.Rows(sql));
    }

    [Fact]
    public void A_packet_that_lives_in_two_files_has_a_row_for_each()
    {
        Ingest(new TraceFileBuilder().Add(10, 7, 2, 1));
        Ingest(new TraceFileBuilder().Add(20, 7, 3, 1), "later.bin");

        Assert.Equal([[10_000L, null], [null, 20_000L]], Reader.Rows("SELECT sent_ns, acked_ns FROM packets ORDER BY sent_ns IS NULL"));
    }

    [Fact]
    public void More_files_than_can_be_read_at_once_need_a_time_range()
    {
        for (uint hour = 0; hour < 12; hour++)
        {
            Ingest(new TraceFileBuilder { BatchStart = Start + hour * HourUs }.Add(1, 7, 2, hour), $"trace{hour}.bin");
        }

        Assert.Contains("reads 10 of them at once; 12 have events", Reader.Refused("SELECT 1").Message, StringComparison.Ordinal);

        var rows = new RowList();
        long start = (long)Start * 1000;
        SqlResult result = Reader.QuerySql(
            new SqlQuery { Text = "SELECT packet_number FROM packet_sent ORDER BY 1", FromUnixNs = start + 3 * (long)HourUs * 1000, ToUnixNs = start + 6 * (long)HourUs * 1000 }, rows);
        Assert.Equal([[3L], [4L], [5L]], rows.Rows);
        Assert.Equal(SqlLimit.None, result.Stopped);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_the_rest_answers()
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1));
        Ingest(new TraceFileBuilder().Add(2, 7, 2, 2), "b.bin");
        Ingest(new TraceFileBuilder().Add(3, 7, 2, 3), "c.bin");
        IStoreReader reader = Reader;
        ReopenWriter();
        string[] shards = [.. System.IO.Directory.GetFiles(Sharded, "*.db").Where(file => Path.GetFileName(file) != "index.db").Order()];
        File.Delete(shards[0]);
        File.WriteAllText(shards[1], "no database at all");

        var rows = new RowList();
        SqlResult result = reader.QuerySql(new SqlQuery { Text = "SELECT count(*) FROM packet_sent" }, rows);

        Assert.Equal([[1L]], rows.Rows);
        Assert.Equal(shards[..2].Select(Path.GetFileName), result.Missing.Select(part => part.Name));
        Assert.Contains("not there", result.Missing[0].Reason, StringComparison.Ordinal);
        Assert.Contains("not a", result.Missing[1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM shard1.ojo_event")]
    [InlineData("SELECT * FROM ojo_shard")]
    [InlineData("DETACH shard1")]
    [InlineData("DROP VIEW temp.events")]
    [InlineData("CREATE TEMP VIEW x AS SELECT 1")]
    public void What_belongs_to_the_machinery_is_refused(string sql)
    {
        Ingest(new TraceFileBuilder().Add(1, 7, 2, 1));

        Reader.Refused(sql);
        Assert.Equal(1L, Reader.Value("SELECT count(*) FROM events"));
    }

    /// <summary>An event of each kind that a summary is made of; flow 7 is in every file, flow 8 in one.</summary>
    private static TraceFileBuilder SomeEvents(uint n)
    {
        var trace = new TraceFileBuilder();
        for (uint at = 0; at < 40; at++)
        {
            ulong time = n * 1000 + at * 10;
            trace.Add(time, 7, 2, 100 * n + at)
                .Add(time + 1, 7, 0x304, 1000 + (n * 37 + at * 11) % 100)
                .Add(time + 2, 7, 0x300, 20_000 + at)
                .Add(time + 3, 7, 0x303, 5000 + n);
        }

        if (n == 2)
        {
            trace.Add(3000, 8, 2, 1).Add(3001, 8, 0x009, 1, 2, 3);
        }

        return trace;
    }
}
