using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests;

public sealed class FirstLookTests
{
    [Fact]
    public void A_file_of_another_writer_is_stored_once_and_answers_every_question()
    {
        using var directory = new TemporaryDirectory();
        var builder = new TraceFileBuilder();
        for (uint n = 0; n < 3000; n++)
        {
            builder.Add(n, n % 3, 0x002, n).Add(n, n % 3, 0x300, n * 2);
        }

        builder.Add(4000, 1, 0x107, 5, 6, 7).Add(4001, 2, 0x101, 1).Add(4002, 2, 0x009, 77 | (1UL << 46) | (1200UL << 48));
        string path = builder.WriteTo(directory.Path, "a.bin");
        using IStoreWriter writer = SqliteStore.OpenWriter(directory["store.db"]);

        Assert.Equal(6003, writer.Ingest(path).Events);
        Assert.True(writer.Ingest(path).AlreadyStored);

        using IStoreReader reader = SqliteStore.OpenReader(directory["store.db"]);
        Assert.Equal(6003, reader.GetStatistics().Events);
        Assert.Equal(3, reader.GetFlows(new FlowQuery()).Flows.Count);
        Assert.Equal(10, reader.GetEvents(new EventQuery { Limit = 10 }).Events.Count);
        Assert.Equal(1200, reader.GetFlow(new FlowKey(1, 2))!.Summary.BytesSent);
        SeriesResult series = reader.GetSeries(
            new SeriesQuery { Flow = new FlowKey(1, 1), Selectors = ["PACKET_SENT.packet_number", "CWND_UPDATED"], Width = 100 });
        Assert.Equal(1000, series.Series[0].Buckets.Sum(bucket => bucket.Count));
        Assert.NotEqual(0, reader.GetVersion());
    }
}
