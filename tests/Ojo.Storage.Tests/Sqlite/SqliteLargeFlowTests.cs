using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sqlite;

public sealed class SqliteLargeFlowTests : LargeFlowContract
{
    private string Database => Path.Combine(Directory, "store.db");

    protected override IStoreWriter OpenWriter() => SqliteStore.OpenWriter(Database);

    protected override IStoreReader OpenReader() => SqliteStore.OpenReader(Database);

    [Fact]
    public void Each_upper_floor_says_of_its_part_of_the_flow_what_the_ground_floor_says()
    {
        Ingest(Trace());
        Settle();
        using var store = new SqlShell(Database);

        foreach (int floor in new[] { 1, 2 })
        {
            List<object?[]> rows = store.Query($"""
                SELECT f.count, f.min, f.max, f.from_ns, f.from_ns + f.duration, sum(s.count),
                       min(coalesce(s.min, min(s.first, coalesce(s.last, s.first)))), max(coalesce(s.max, max(s.first, coalesce(s.last, s.first)))),
                       min(s.from_ns), max(s.from_ns + s.duration), count(*)
                FROM ojo_floor AS f
                JOIN ojo_summary AS s ON s.flow = f.flow AND s.key = f.key AND s.field = f.field AND s.from_ns BETWEEN f.from_ns AND f.end_ns
                WHERE f.floor = {floor} GROUP BY f.key, f.field, f.from_ns
                """);
            Assert.NotEmpty(rows);
            Assert.All(rows, row => Assert.Equal(row[..5], row[5..10]));
            Assert.All(rows, row => Assert.Equal((long)Math.Pow(8, floor), row[10]));
        }
    }
}
