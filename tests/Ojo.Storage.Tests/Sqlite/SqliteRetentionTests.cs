using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sqlite;

public sealed class SqliteRetentionTests : RetentionContract
{
    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Path.Combine(Directory, "store.db"));

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Path.Combine(Directory, "store.db"));

    [Fact]
    public void A_store_whose_oldest_run_has_gone_is_found_whole()
    {
        for (ulong day = 0; day < 2; day++)
        {
            Ingest(new TraceFileBuilder { BatchStart = Start + (day * 86_400_000_000) }.Add(1, 7, 2, day).Add(2, 7, 0x105, 1, 2, 3), $"{day}.bin");
        }

        Assert.True(Writer.Retain(new Retention { Bytes = 1 }));

        Assert.Empty(SqliteStore.Verify(Path.Combine(Directory, "store.db"), TestContext.Current.CancellationToken).Faults);
        Assert.Equal(1, Reader.GetStatistics().Files);
    }
}
