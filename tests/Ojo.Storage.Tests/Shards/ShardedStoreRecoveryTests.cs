using System.Security.Cryptography;
using Ojo.Storage.Ingestion;
using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

/// <summary>What a store of shards does when its index or a shard is lost, damaged, or of another time than the rest.</summary>
public sealed class ShardedStoreRecoveryTests : DayShards
{
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
        Assert.Contains("made anew from the shards", Assert.Single(Log), StringComparison.Ordinal);
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
        writer.Ingest(Day(0).WriteTo(Folder.Path, "first.bin"));
        string path = new TraceFileBuilder().Add(50, 8, 2, 9).WriteTo(Folder.Path, "second.bin");
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

        Assert.Contains("set aside as 2026-01-02.db.damaged", Assert.Single(Log), StringComparison.Ordinal);
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        EventPage events = reader.GetEvents(new EventQuery());
        Assert.Equal([0UL, 1, 11, 2], events.Events.Select(row => row.Payload));
        Assert.Empty(events.Missing);
        Assert.Equal(4, reader.GetStatistics().Files);
    }
}
