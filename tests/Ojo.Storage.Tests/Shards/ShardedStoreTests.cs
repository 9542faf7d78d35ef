using System.Globalization;
using System.Security.Cryptography;
using Ojo.Storage.Ingestion;
using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

public sealed class ShardedStoreTests : IDisposable
{
    private const ulong DayUs = 86_400_000_000;
    private const ulong Start = 1_767_225_600_000_000;

    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _log = [];

    private string Store => _directory["store"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_day_has_a_file_and_a_trace_that_reaches_over_midnight_is_whole_in_the_first()
    {
        Ingest(Day(0), Day(1), new TraceFileBuilder().Add(DayUs * 2 - 5, 7, 2, 20).Add(DayUs * 2 + 5, 7, 2, 21), Day(2));

        Assert.Equal(["2026-01-01.db", "2026-01-02.db", "2026-01-03.db"], Files());
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        Assert.Equal([0UL, 1, 20, 21, 2], reader.GetEvents(new EventQuery()).Events.Select(row => row.Payload));
        Assert.Equal((4, 5), (reader.GetStatistics().Files, reader.GetStatistics().Events));
        using IStoreReader second = SqliteStore.OpenReader(Path.Combine(Store, "2026-01-02.db"));
        Assert.Equal([1UL, 20, 21], second.GetEvents(new EventQuery()).Events.Select(row => row.Payload));
    }

    [Fact]
    public void What_one_shard_has_met_of_a_run_means_the_same_in_a_shard_that_is_opened_again()
    {
        // Writers of their own: the first day's shard is closed while the second day's meets new events of the same run.
        Ingest(Day(0));
        Ingest(new TraceFileBuilder().Add(DayUs + 1, 7, 3, 30).Add(DayUs + 2, 7, 0x300, 12_000));
        Ingest(new TraceFileBuilder().Add(2000, 7, 0x300, 10_000).Add(2001, 7, 3, 31));

        using IStoreReader reader = ShardedStore.OpenReader(Store);
        Assert.Equal([(2, 1), (3, 2), (0x300, 2)], reader.GetStatistics().Types.Select(type => ((int)type.EventType, (int)type.Count)).Order());
        Assert.Equal([31UL, 30], reader.GetEvents(new EventQuery { Types = ["PACKET_ACKED"] }).Events.Select(row => row.Payload));
        Assert.Equal([(10_000, 1), (12_000, 1)], reader.GetSeries(new SeriesQuery { Flow = new FlowKey(1, 7), Selectors = ["CWND_UPDATED.cwnd"] })
            .Series[0].Buckets.Select(bucket => ((int)bucket.First, (int)bucket.Count)));
    }

    [Fact]
    public void A_page_goes_on_from_day_to_day_in_either_direction()
    {
        Ingest([.. Enumerable.Range(0, 9).Select(Day)]);
        using IStoreReader reader = ShardedStore.OpenReader(Store);

        foreach (bool descending in (bool[])[false, true])
        {
            var seen = new List<ulong>();
            string? cursor = null;
            do
            {
                EventPage page = reader.GetEvents(new EventQuery { Limit = 2, Cursor = cursor, Descending = descending });
                seen.AddRange(page.Events.Select(row => row.Payload));
                cursor = page.NextCursor;
            }
            while (cursor is not null);
            Assert.Equal(descending ? Enumerable.Range(0, 9).Reverse() : Enumerable.Range(0, 9), seen.Select(n => (int)n));
        }
    }

    [Fact]
    public void The_sample_before_a_range_comes_from_whichever_earlier_day_has_one()
    {
        Ingest(
            new TraceFileBuilder().Add(5, 7, 0x300, 100).Add(6, 7, 2, 1), Day(1), Day(2),
            new TraceFileBuilder().Add((DayUs * 3) + 5, 7, 0x300, 300));
        using IStoreReader reader = ShardedStore.OpenReader(Store);

        Series series = reader.GetSeries(new SeriesQuery { Flow = new FlowKey(1, 7), Selectors = ["CWND_UPDATED.cwnd"], FromNs = Ns(2) }).Series[0];

        Assert.Equal(new Bucket(5000, 5000, 100, 100, 100, 100, 1), series.Before);
        Assert.Equal([300.0], series.Buckets.Select(bucket => bucket.First));
    }

    [Fact]
    public void More_days_than_files_may_be_open_are_read_all_the_same()
    {
        Ingest([.. Enumerable.Range(0, 40).Select(Day)]);
        using var reader = (ShardedStoreReader)ShardedStore.OpenReader(Store);

        Assert.Equal(40, reader.GetEvents(new EventQuery { Limit = 1000 }).Events.Count);
        Assert.Equal(40, reader.GetSeries(new SeriesQuery { Flow = new FlowKey(1, 7), Selectors = ["PACKET_SENT"] }).Series[0].Buckets.Count);
        Assert.Equal(40, reader.GetFlow(new FlowKey(1, 7))!.Summary.PacketsSent);

        Assert.InRange(reader.IdleConnections, 1, ShardConnections.MostIdle);
    }

    [Fact]
    public void A_question_about_one_day_opens_that_days_file_alone()
    {
        Ingest([.. Enumerable.Range(0, 5).Select(Day)]);
        foreach (string name in Files().Where(name => name != "2026-01-03.db"))
        {
            File.Delete(Path.Combine(Store, name));
        }

        using IStoreReader reader = ShardedStore.OpenReader(Store);

        EventPage page = reader.GetEvents(new EventQuery { FromNs = Ns(2), ToNs = Ns(3) });
        Assert.Equal([2UL], page.Events.Select(row => row.Payload));
        Assert.Empty(page.Missing);
    }

    [Fact]
    public void A_size_begins_a_new_file_when_the_last_has_it()
    {
        using (IStoreWriter writer = ShardedStore.OpenWriter(Store, ShardSpan.OfSize(600_000)))
        {
            for (uint file = 0; file < 8; file++)
            {
                var trace = new TraceFileBuilder();
                for (uint n = 0; n < 8000; n++)
                {
                    trace.Add(file * 8000 + n, 7, 2, n);
                }

                writer.Ingest(trace.WriteTo(_directory.Path, $"{file}.bin"));
                Assert.True(writer.Ingest(_directory[$"{0}.bin"]).AlreadyStored);
            }
        }

        Assert.InRange(Files().Length, 2, 6);
        Assert.All(Files()[..^1], name => Assert.InRange(new FileInfo(Path.Combine(Store, name)).Length, 600_000, 1_400_000));
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        Assert.Equal((8, 64_000), (reader.GetStatistics().Files, reader.GetStatistics().Events));
    }

    [Fact]
    public void A_lost_index_is_made_again_from_the_shards_and_everything_has_its_old_number()
    {
        Ingest([.. Enumerable.Range(0, 3).Select(Day), new TraceFileBuilder { BatchStart = Start + 3 }.Add(1, 9, 0x7000_0001, 5).Add(9, 1, Ojo.Format.MetaEvent.EventsDropped, 4, 2)]);
        string before = Answers();
        File.Delete(Path.Combine(Store, "index.db"));

        Ingest();

        Assert.Equal(before, Answers());
        Ingest(Day(1));
        Assert.Equal(before, Answers());
    }

    [Fact]
    public void A_damaged_index_is_set_aside_and_made_again()
    {
        Ingest(Day(0), Day(1));
        string before = Answers();
        File.WriteAllBytes(Path.Combine(Store, "index.db"), RandomNumberGenerator.GetBytes(50_000));

        Ingest();

        Assert.Equal(before, Answers());
        Assert.True(File.Exists(Path.Combine(Store, "index.db.damaged")));
        Assert.Contains("made anew from the shards", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_writer_died_after_the_index_was_told_is_taken_in_once()
    {
        Ingest(Day(0));
        byte[] shard = File.ReadAllBytes(Path.Combine(Store, "2026-01-01.db"));
        TraceFileBuilder second = new TraceFileBuilder().Add(50, 8, 0x7000_0001, 9).Add(60, 7, 2, 8);
        Ingest(second);
        string both = Answers();
        File.WriteAllBytes(Path.Combine(Store, "2026-01-01.db"), shard);
        Index("UPDATE ojo_shard SET written = 1");

        Ingest();
        using (IStoreReader reader = ShardedStore.OpenReader(Store))
        {
            Assert.Equal((1, 1), (reader.GetStatistics().Events, reader.GetStatistics().Files));
            Assert.Equal(1, reader.GetFlows(new FlowQuery()).Total);
        }

        Ingest(second);
        Assert.Equal(both, Answers());
    }

    [Fact]
    public void A_power_cut_that_the_shard_survived_better_than_the_index_stores_nothing_twice()
    {
        Ingest(Day(0));
        Index("UPDATE ojo_shard SET written = 1");
        byte[] index = File.ReadAllBytes(Path.Combine(Store, "index.db"));
        TraceFileBuilder second = new TraceFileBuilder().Add(50, 8, 0x7000_0001, 9).Add(60, 7, 2, 8);
        Ingest(second);
        string both = Answers();
        File.WriteAllBytes(Path.Combine(Store, "index.db"), index);

        using (IStoreReader reader = ShardedStore.OpenReader(Store))
        {
            // Nobody has put it right yet; what can be said is said.
            Assert.Equal(1, reader.GetStatistics().Events);
            reader.GetEvents(new EventQuery());
        }

        Ingest(second);
        Assert.Equal(both, Answers());
    }

    [Fact]
    public void A_running_writer_does_not_believe_an_index_that_is_ahead_of_its_shard()
    {
        using IStoreWriter writer = ShardedStore.OpenWriter(Store, ShardSpan.Day);
        writer.Ingest(Day(0).WriteTo(_directory.Path, "first.bin"));
        string path = new TraceFileBuilder().Add(50, 8, 2, 9).WriteTo(_directory.Path, "second.bin");
        byte[] bytes = File.ReadAllBytes(path);

        // As if another writer had died between the two commits of this file.
        Index($"""
            INSERT INTO ojo_file (name, length, sha256, run, version, records, ingested_at)
            VALUES ('second.bin', {bytes.Length}, x'{Convert.ToHexString(SHA256.HashData(bytes))}', 1, 1, 1, '2026-01-01T00:00:00.000Z');
            INSERT INTO ojo_shard_file VALUES (2, 1, 2); UPDATE ojo_shard SET change = change + 1;
            """);

        Assert.Equal(new IngestResult(false, 1, 0), writer.Ingest(path));
        Assert.True(writer.Ingest(path).AlreadyStored);
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        Assert.Equal((2, 2), (reader.GetStatistics().Events, reader.GetStatistics().Files));
    }

    [Fact]
    public void Two_writers_at_once_store_each_file_once()
    {
        string[] paths = [.. Enumerable.Range(0, 12).Select(n => new TraceFileBuilder().Add((ulong)(n % 3) * DayUs + (ulong)n, (uint)n % 4, 2, (ulong)n).Add((ulong)(n % 3) * DayUs + 50, 9, 0x7000_0000u + (uint)n, 1).WriteTo(_directory.Path, $"{n}.bin"))];
        Task<int>[] writers = [.. Enumerable.Range(0, 2).Select(w => Task.Run(() =>
        {
            using IStoreWriter writer = ShardedStore.OpenWriter(Store, ShardSpan.Day);
            return (w == 0 ? paths : [.. paths.Reverse()]).Count(path => !writer.Ingest(path).AlreadyStored);
        }))];

        Assert.Equal(12, writers.Sum(writer => writer.GetAwaiter().GetResult()));
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        Assert.Equal((24, 12), (reader.GetStatistics().Events, reader.GetStatistics().Files));
        Assert.Equal(13, reader.GetStatistics().Types.Count);
        Assert.All(reader.GetStatistics().Types.Where(type => type.EventType != 2), type => Assert.Equal(1, type.Count));
        Assert.Equal(24, reader.GetEvents(new EventQuery()).Events.Select(row => row.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_shard_that_cannot_be_read_is_named_and_the_others_go_on_answering(bool isGone)
    {
        Ingest([.. Enumerable.Range(0, 3).Select(Day)]);
        Spoil("2026-01-02.db", isGone);
        using IStoreReader reader = ShardedStore.OpenReader(Store);

        EventPage events = reader.GetEvents(new EventQuery());
        Assert.Equal([0UL, 2], events.Events.Select(row => row.Payload));
        Assert.Equal("2026-01-02.db", Assert.Single(events.Missing).Name);
        SeriesResult series = reader.GetSeries(new SeriesQuery { Flow = new FlowKey(1, 7), Selectors = ["PACKET_SENT.packet_number"] });
        Assert.Equal([0.0, 2], series.Series[0].Buckets.Select(bucket => bucket.First));
        Assert.Equal("2026-01-02.db", Assert.Single(series.Missing).Name);
        FlowDetails flow = reader.GetFlow(new FlowKey(1, 7))!;
        Assert.Equal("2026-01-02.db", Assert.Single(flow.Missing).Name);
        var missing = new List<MissingPart>();
        var sink = new CollectingSink();
        Assert.True(reader.Scan(new EventScan { OnMissing = missing.Add }, sink));
        Assert.Equal("2026-01-02.db", Assert.Single(missing).Name);
        Assert.Throws<StoreUnavailableException>(() => reader.Scan(new EventScan(), new CollectingSink()));
        Assert.Empty(reader.GetEvents(new EventQuery { FromNs = Ns(2) }).Missing);
        Assert.Equal("2026-01-02.db", Assert.Single(reader.GetStatistics().Missing).Name);
    }

    [Fact]
    public void A_damaged_shard_is_set_aside_by_the_next_file_for_it_and_what_is_still_there_is_taken_in_again()
    {
        Ingest([.. Enumerable.Range(0, 3).Select(Day)]);
        Spoil("2026-01-02.db", isGone: false);

        Ingest(new TraceFileBuilder().Add(DayUs + 2000, 7, 2, 11), Day(1));

        Assert.Contains("set aside as 2026-01-02.db.damaged", Assert.Single(_log), StringComparison.Ordinal);
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        EventPage events = reader.GetEvents(new EventQuery());
        Assert.Equal([0UL, 1, 11, 2], events.Events.Select(row => row.Payload));
        Assert.Empty(events.Missing);
        Assert.Equal(4, reader.GetStatistics().Files);
    }

    [Theory]
    [InlineData("notes.txt", true)]
    [InlineData("conf.d/", true)]
    [InlineData(".gitkeep", false)]
    [InlineData("lost+found/", false)]
    [InlineData("tenants/", false)]
    public void A_directory_with_other_things_in_it_is_not_made_a_store(string name, bool isRefused)
    {
        Directory.CreateDirectory(Path.Combine(Store, Path.GetDirectoryName(name)!));
        if (!name.EndsWith('/'))
        {
            File.WriteAllText(Path.Combine(Store, name), "");
        }

        if (isRefused)
        {
            StoreUnavailableException refused = Assert.Throws<StoreUnavailableException>(() => OjoStore.OpenWriter(Store));
            Assert.True(refused.IsPermanent);
            Assert.Contains($"there are other things in it, {name.TrimEnd('/')} for instance", refused.Message, StringComparison.Ordinal);
            Assert.Single(Directory.GetFileSystemEntries(Store));
            return;
        }

        Ingest(Day(1));
        Assert.Equal(["2026-01-02.db"], Files());
        Ingest(Day(2));
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public void A_writer_may_be_disposed_twice()
    {
        IStoreWriter writer = OjoStore.OpenWriter(Store + "/");
        writer.Dispose();
        writer.Dispose();
    }

    [Fact]
    public void Late_schemas_name_the_events_of_earlier_days_too()
    {
        Ojo.Catalogue.EventDescriptor type = Schemas.Type(0x0001_0000, "APPLE", Schemas.Field("weight", Ojo.Catalogue.FieldType.U32, 32));
        using IStoreWriter writer = ShardedStore.OpenWriter(Store, ShardSpan.Day);
        for (ulong day = 0; day < 2; day++)
        {
            var trace = new TraceFileBuilder { BatchStart = Start };
            for (uint n = 0; n < 3000; n++)
            {
                trace.Add((day * DayUs) + n, 7, 0x0001_0000, n | ((ulong)n << 32));
            }

            writer.Ingest(trace.WriteTo(_directory.Path, string.Create(CultureInfo.InvariantCulture, $"trace_{Start:x16}_{10:x8}_{day:x8}.bin")));
        }

        writer.AddSchema(5, Schemas.Of(type));
        writer.AddRun(Contract.StoreContract.Run(processId: 10, schemaHash: 5));
        using IStoreReader reader = ShardedStore.OpenReader(Store);

        SeriesResult series = reader.GetSeries(new SeriesQuery { Flow = new FlowKey(1, 7), Selectors = ["APPLE.weight"], Width = 4 });
        Assert.Equal((6000, 0, 2999), (series.Series[0].Buckets.Sum(bucket => bucket.Count), series.Series[0].Buckets.Min(bucket => bucket.Min), series.Series[0].Buckets.Max(bucket => bucket.Max)));
        Assert.All(reader.GetEvents(new EventQuery { Limit = 5000 }).Events, row => Assert.Equal("APPLE", row.Name));
    }

    [Theory]
    [InlineData("day", "day")]
    [InlineData("HOUR", "hour")]
    [InlineData("4GiB", "4294967296B")]
    [InlineData("1.5 MB", "1500000B")]
    public void A_span_is_read_as_it_is_written(string text, string expected)
    {
        Assert.True(ShardSpan.TryParse(text, out ShardSpan span));
        Assert.Equal(expected, span.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("week")]
    [InlineData("0GiB")]
    [InlineData("-1GB")]
    [InlineData("1e30TB")]
    [InlineData("99999999999TB")]
    [InlineData("4")]
    public void What_is_no_span_is_none(string? text) => Assert.False(ShardSpan.TryParse(text, out _));

    private static long Ns(int day) => (long)((ulong)day * DayUs * 1000);

    private static TraceFileBuilder Day(int day) => new TraceFileBuilder().Add(((ulong)day * DayUs) + 1000, 7, 2, (ulong)day);

    private void Ingest(params TraceFileBuilder[] traces)
    {
        using IStoreWriter writer = ShardedStore.OpenWriter(Store, ShardSpan.Day, log: _log.Add);
        foreach (TraceFileBuilder trace in traces)
        {
            writer.Ingest(trace.WriteTo(_directory.Path, "trace.bin"));
        }
    }

    private string[] Files() => [.. Directory.GetFiles(Store, "*.db").Select(path => Path.GetFileName(path)!).Where(name => name != "index.db").Order(StringComparer.Ordinal)];

    private void Index(string sql)
    {
        using var index = new SqlDatabase(Path.Combine(Store, "index.db"));
        index.Execute(sql);
    }

    private void Spoil(string name, bool isGone)
    {
        string path = Path.Combine(Store, name);
        if (isGone)
        {
            File.Delete(path);
        }
        else
        {
            byte[] bytes = File.ReadAllBytes(path);
            bytes.AsSpan(100).Fill(0x5A);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>All that the store says, as one text.</summary>
    private string Answers()
    {
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        StoreStatistics statistics = reader.GetStatistics();
        return string.Join('\n', (string[])
        [
            $"{statistics.Events} {statistics.Files} {statistics.Flows} {statistics.Dropped} {statistics.FirstNs} {statistics.LastNs}",
            .. statistics.Types.Select(type => type.ToString()),
            .. reader.GetRuns().Select(run => run.ToString()),
            .. reader.GetFlows(new FlowQuery { Order = FlowOrder.Id }).Flows.Select(flow => flow.ToString()),
            .. reader.GetGaps().Select(gap => gap.ToString()),
            .. reader.GetEvents(new EventQuery()).Events.Select(row => $"{row.Flow} {row.TNs} {row.TypeKey} {row.Name} {row.Payload}"),
        ]);
    }
}
