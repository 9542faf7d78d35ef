using System.Globalization;
using Ojo.Storage.Queries;
using Ojo.Storage.Shards;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Shards;

public sealed class ShardedStoreTests : DayShards
{
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

                writer.Ingest(trace.WriteTo(Folder.Path, $"{file}.bin"));
                Assert.True(writer.Ingest(Folder[$"{0}.bin"]).AlreadyStored);
            }
        }

        Assert.InRange(Files().Length, 2, 6);
        Assert.All(Files()[..^1], name => Assert.InRange(new FileInfo(Path.Combine(Store, name)).Length, 600_000, 1_400_000));
        using IStoreReader reader = ShardedStore.OpenReader(Store);
        Assert.Equal((8, 64_000), (reader.GetStatistics().Files, reader.GetStatistics().Events));
    }

    [Fact]
    public void Two_writers_at_once_store_each_file_once()
    {
        string[] paths = [.. Enumerable.Range(0, 12).Select(n => new TraceFileBuilder().Add((ulong)(n % 3) * DayUs + (ulong)n, (uint)n % 4, 2, (ulong)n).Add((ulong)(n % 3) * DayUs + 50, 9, 0x7000_0000u + (uint)n, 1).WriteTo(Folder.Path, $"{n}.bin"))];
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
    [InlineData("notes.txt", true)]
    [InlineData("conf.d/", true)]
    [InlineData(".gitkeep", false)]
    [InlineData("lost+found/", false)]
    [InlineData("tenants/", false)]
    public void AFolder_with_other_things_in_it_is_not_made_a_store(string name, bool isRefused)
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

            writer.Ingest(trace.WriteTo(Folder.Path, string.Create(CultureInfo.InvariantCulture, $"trace_{Start:x16}_{10:x8}_{day:x8}.bin")));
        }

        writer.AddSchema(5, Schemas.Of(type));
        writer.AddRun(Contract.StoreContract.Run(processId: 10, schemaHash: 5));
        using IStoreReader reader = ShardedStore.OpenReader(Store);

        SeriesResult series = reader.GetSeries(new SeriesQuery { Flow = new FlowKey(1, 7), Selectors = ["APPLE.weight"], Width = 4 });
        Assert.Equal((6000, 0, 2999), (series.Series[0].Buckets.Sum(bucket => bucket.Count), series.Series[0].Buckets.Min(bucket => bucket.Min), series.Series[0].Buckets.Max(bucket => bucket.Max)));
        Assert.All(reader.GetEvents(new EventQuery { Limit = 5000 }).Events, row => Assert.Equal("APPLE", row.Name));
    }
}
