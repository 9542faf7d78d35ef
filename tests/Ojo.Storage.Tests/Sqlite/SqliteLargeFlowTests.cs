using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Contract;
using Ojo.Storage.Tests.Support;
using Ojo.Storage.Verification;

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

    [Fact]
    public void Whatever_is_changed_in_the_upper_floors_is_found_by_whoever_verifies_the_store()
    {
        Ingest(Trace());
        Settle();
        ReopenWriter();
        StoreVerdict whole = SqliteStore.Verify(Database, TestContext.Current.CancellationToken);
        Assert.True(whole.IsWhole, string.Join('\n', whole.Faults));
        foreach (string change in (string[])
        [
            .. ((string[])["count", "first", "last", "min", "max", "duration", "first_place", "last_place", "end_ns", "end_block"])
                .SelectMany(static column => new[] { 1, 2 }.Select(floor => $"UPDATE ojo_floor SET {column} = {column} + 1 WHERE rowid_of = {floor}")),
            "DELETE FROM ojo_floor WHERE rowid_of = 1",
            "UPDATE ojo_flow SET floored_ns = -1",
            "DELETE FROM ojo_summary WHERE block = (SELECT min(block) FROM ojo_summary)",
        ])
        {
            string damaged = Path.Combine(Directory, "damaged.db");
            File.Copy(Database, damaged, overwrite: true);
            using (var other = new SqlDatabase(damaged))
            {
                // A row in the middle of a floor, of whichever field comes first.
                other.Execute(System.Text.RegularExpressions.Regex.Replace(change, "rowid_of = (.)", """
                    floor = $1 AND (flow, key, field) = (SELECT flow, key, field FROM ojo_floor LIMIT 1)
                    AND (from_ns, block) = (SELECT from_ns, block FROM ojo_floor WHERE floor = $1 ORDER BY flow, key, field, from_ns LIMIT 1 OFFSET 1)
                    """));
            }

            StoreVerdict verdict = SqliteStore.Verify(damaged, TestContext.Current.CancellationToken);

            Assert.False(verdict.IsWhole, $"{change} is not found.");
        }
    }
}
