using System.Globalization;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sqlite;

public sealed class SqliteCompactionTests : CompactionContract
{
    private static readonly string[] s_questions =
    [
        "SELECT run_id, flow_id, ts_ns, ts_delta_us, batch_start_us, event_type, payload, file_name FROM events ORDER BY 1, 2, 3, 6, 7, 8",
        "SELECT r.run_id, r.flow_id, r.ts_ns, r.payload, w.n, w.word FROM raw_events AS r JOIN event_words AS w ON w.event_id = r.id ORDER BY 1, 2, 3, 4, 5, 6",
        "SELECT r.run_id, r.flow_id, r.ts_ns, r.payload, t.n, hex(t.value) FROM raw_events AS r JOIN event_texts AS t ON t.event_id = r.id ORDER BY 1, 2, 3, 4, 5",
        "SELECT run_id, flow_id, ts_ns, a, b, words, hex(bytes) FROM wide ORDER BY 1, 2, 3, 4",
        "SELECT * FROM flow_summary ORDER BY run_id, flow_id",
        "SELECT * FROM packets WHERE flow_id = 7 ORDER BY run_id, space, packet_number",
        "SELECT * FROM flows ORDER BY run_id, flow_id",
        "SELECT * FROM runs",
    ];

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(PathOf(""));

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(PathOf(""));

    protected override (IStoreWriter Writer, IStoreReader Reader) OpenAnother(string name) =>
        (SqliteStore.OpenWriter(PathOf(name)), SqliteStore.OpenReader(PathOf(name)));

    protected override IEnumerable<string> MoreAnswers(string name)
    {
        using var shell = new SqlShell(PathOf(name));
        return [.. s_questions.SelectMany(shell.Query).Select(row => string.Join('|', row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))))];
    }

    [Fact]
    public void Many_small_blocks_of_a_flow_become_few_and_what_they_took_is_given_back()
    {
        for (uint file = 0; file < 8; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 90_000; n++)
            {
                trace.Add((file * 90_000) + n, n % 30_000, 2, n);
            }

            Ingest(trace, TraceName(10, file));
        }

        Writer.Compact();
        long blocks = Number("SELECT count(*) FROM ojo_block");
        long pages = Number("PRAGMA page_count");
        while (Writer.Compact())
        {
        }

        Assert.InRange(blocks, 60_000, 240_000);
        Assert.Equal(30_000, Number("SELECT count(*) FROM ojo_block"));
        Assert.InRange(Number("PRAGMA page_count"), 1, pages * 9 / 10);
        Assert.Equal(720_000, Number("SELECT sum(last_id - first_id + 1) FROM ojo_block"));
        Assert.Equal(720_000, Number("SELECT count(*) FROM ojo_event"));
    }

    [Fact]
    public void Large_blocks_stay_where_they_are()
    {
        for (uint file = 0; file < 10; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 2000; n++)
            {
                trace.Add(n, n % 3, 2, n);
            }

            Ingest(trace, TraceName(10, file));
        }

        long last = Number("SELECT max(id) FROM ojo_event");

        Assert.False(Writer.Compact(everything: true));
        Assert.Equal(last, Number("SELECT max(id) FROM ojo_event"));
    }

    [Fact]
    public void A_damaged_block_is_not_merged_and_hides_nothing()
    {
        for (uint file = 0; file < 8; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 1000; n++)
            {
                trace.Add((file * 1000) + n, n % 200, 2, n);
            }

            Ingest(trace, TraceName(10, file));
        }

        ReopenWriter();
        using (var other = new SqlDatabase(PathOf("")))
        {
            other.Execute("UPDATE ojo_event SET payload = payload + 1 WHERE id = 2503");
        }

        while (Writer.Compact(everything: true))
        {
        }

        Assert.Equal(1, Number("SELECT count(*) FROM ojo_block WHERE 2503 BETWEEN first_id AND last_id"));
        Assert.Equal(8000, Number("SELECT count(*) FROM events"));
        Assert.Equal(200 + 2, Number("SELECT count(*) FROM ojo_block"));
    }

    [Fact]
    public void Slices_of_as_many_files_as_a_merge_may_have_are_left_and_keep_no_others_from_being_merged()
    {
        IngestSmallFiles(0, 8);
        ReopenWriter();
        using (var other = new SqlDatabase(PathOf("")))
        {
            // As thousands of files would have left them.
            other.Execute("""
                UPDATE ojo_slice SET level = 3, merge = 1000 + first_id;
                WITH RECURSIVE slot(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM slot WHERE n < 511)
                INSERT INTO ojo_merge_file SELECT s.merge, slot.n, 1000 * s.first_id + slot.n FROM ojo_slice AS s, slot;
                """);
        }

        IngestSmallFiles(8, 8);
        while (Writer.Compact())
        {
        }

        Assert.Equal(8, Number("SELECT count(*) FROM ojo_slice WHERE level = 3"));
        Assert.Equal(0, Number("SELECT count(*) FROM ojo_slice WHERE level = 0"));
        Assert.Equal(16 * 50, Number("SELECT count(*) FROM events"));
    }

    private void IngestSmallFiles(uint first, uint count)
    {
        for (uint file = first; file < first + count; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 50; n++)
            {
                trace.Add((file * 50) + n, n % 25, 2, n);
            }

            Ingest(trace, TraceName(10, file));
        }
    }

    private string PathOf(string name) => Path.Combine(Directory, name + "store.db");

    private long Number(string sql)
    {
        _ = Writer;
        using var shell = new SqlShell(PathOf(""));
        return (long)shell.Scalar(sql)!;
    }
}
