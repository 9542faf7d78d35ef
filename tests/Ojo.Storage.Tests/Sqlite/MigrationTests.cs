using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sqlite;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Database => _directory["store.db"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_store_of_version_1_is_not_read_but_told_how_it_is_brought_up_to_date()
    {
        VersionOneStore.Make(Database);

        StoreUnavailableException refusal = Assert.Throws<StoreUnavailableException>(() => SqliteStore.OpenReader(Database));

        Assert.Contains(
            $"It has the older store version 1. Run ojo-watcher on it once to bring it to version {Migrations.CurrentVersion}.",
            refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_of_version_1_that_is_opened_to_write_has_all_that_it_had()
    {
        VersionOneStore.Make(Database);
        SqliteStore.OpenWriter(Database).Dispose();
        using IStoreReader reader = SqliteStore.OpenReader(Database);

        Assert.Equal(2 * VersionOneStore.Events, reader.GetStatistics().Events);
        Assert.Equal(VersionOneStore.Flows, reader.GetFlows(new FlowQuery()).Total);
        EventPage page = reader.GetEvents(new EventQuery { FromNs = 1_000_000, Limit = 10_000 });
        Assert.Equal(Enumerable.Range(1000, (2 * VersionOneStore.Events) - 1000).Select(static n => n * 1000L), page.Events.Select(row => row.TNs));
        Assert.All(page.Events, row => Assert.Equal(row.TNs / 1000 % VersionOneStore.Flows, (long)row.Flow.FlowId));
        EventPage last = reader.GetEvents(new EventQuery { Flow = new FlowKey(1, 3), Types = ["OLD"], Limit = 10_000, Descending = true });
        Assert.Equal(100, last.Events.Count);
        Assert.Equal(149UL + 50, last.Events[0].Payload);
        using var shell = new SqlShell(Database);
        Assert.Equal([[199L, 3_963_000L]], shell.Query("SELECT number, ts_ns FROM old WHERE flow_id = 3 ORDER BY ts_ns DESC LIMIT 1"));
        Assert.Equal("file1.bin", shell.Scalar("SELECT file_name FROM events WHERE flow_id = 3 ORDER BY ts_ns DESC LIMIT 1"));
    }

    [Fact]
    public void What_comes_after_a_migration_stands_beside_what_was_there()
    {
        VersionOneStore.Make(Database);
        using IStoreWriter writer = SqliteStore.OpenWriter(Database);
        for (uint file = 2; file < 12; file++)
        {
            var trace = new TraceFileBuilder();
            for (uint n = 0; n < 1000; n++)
            {
                trace.Add(n * 3, n % VersionOneStore.Flows, 2, n);
            }

            writer.Ingest(trace.WriteTo(_directory.Path, Ojo.Format.TraceFileName.ForTrace(1_767_225_600_000_000, 10, file).ToString()));
        }

        using IStoreReader reader = SqliteStore.OpenReader(Database);
        List<string> before = Answers(reader);
        int pieces = 0;
        while (writer.Compact(everything: true))
        {
            pieces++;
        }

        Assert.True(pieces > 0);
        Assert.Equal(before, Answers(reader));
        Assert.Equal((2 * VersionOneStore.Events) + 10_000, reader.GetStatistics().Events);

        static List<string> Answers(IStoreReader reader) =>
            [.. reader.GetEvents(new EventQuery { Limit = 10_000 }).Events.Select(row => $"{row.Flow} {row.TNs} {row.Name} {row.Payload}")];
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_store_as_it_was()
    {
        VersionOneStore.Make(Database);
        using (var other = new SqlDatabase(Database))
        {
            // Something of the name that the migration needs.
            other.Execute("CREATE TABLE ojo_stretch (mine)");
        }

        Assert.ThrowsAny<Exception>(() => SqliteStore.OpenWriter(Database));

        using var after = new SqlDatabase(Database);
        after.Execute("SELECT mine FROM ojo_stretch; SELECT file FROM ojo_block; INSERT INTO ojo_slice VALUES (9999, 9999, 1, 0, 0);");
    }
}
