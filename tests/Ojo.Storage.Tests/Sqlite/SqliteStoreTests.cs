using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Database => _directory["store.db"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_store_that_is_not_there_cannot_be_read()
    {
        StoreUnavailableException refusal = Assert.Throws<StoreUnavailableException>(() => SqliteStore.OpenReader(Database));

        Assert.Equal($"There is no store at {Database}.", refusal.Message);
    }

    [Fact]
    public void A_database_of_another_program_is_left_alone()
    {
        using (var shell = new SqlDatabase(Database))
        {
            shell.Execute("CREATE TABLE mine (x); PRAGMA user_version = 3;");
        }

        byte[] before = File.ReadAllBytes(Database);
        StoreUnavailableException refusal = Assert.Throws<StoreUnavailableException>(() => SqliteStore.OpenWriter(Database));

        Assert.Contains("another program", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.IsPermanent);
        Assert.Equal(before[100..], File.ReadAllBytes(Database)[100..]);
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone()
    {
        File.WriteAllText(Database, new string('x', 5000));

        Assert.True(Assert.Throws<StoreUnavailableException>(() => SqliteStore.OpenWriter(Database)).IsPermanent);
        Assert.Equal(new string('x', 5000), File.ReadAllText(Database));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_left_alone()
    {
        SqliteStore.OpenWriter(Database).Dispose();
        using (var shell = new SqlDatabase(Database))
        {
            shell.Execute("PRAGMA user_version = 99");
        }

        Assert.Contains("version 99", Assert.Throws<StoreUnavailableException>(() => SqliteStore.OpenWriter(Database)).Message, StringComparison.Ordinal);
        Assert.Contains("version 99", Assert.Throws<StoreUnavailableException>(() => SqliteStore.OpenReader(Database)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Opening_a_store_again_does_not_change_it()
    {
        SqliteStore.OpenWriter(Database).Dispose();
        byte[] before = File.ReadAllBytes(Database);
        SqliteStore.OpenWriter(Database).Dispose();

        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    [Fact]
    public void A_reader_cannot_write()
    {
        SqliteStore.OpenWriter(Database).Dispose();
        using var shell = new SqlShell(Database);

        Assert.Throws<InvalidOperationException>(() => shell.Execute("DELETE FROM ojo_type"));
    }

    [Fact]
    public void A_store_on_a_medium_that_cannot_be_written_to_is_read_without_a_trace()
    {
        using (IStoreWriter writer = SqliteStore.OpenWriter(Database))
        {
            writer.Ingest(new TraceFileBuilder().Add(1, 7, 2, 3).WriteTo(_directory.Path, "a.bin"));
        }

        using (var connection = StoreConnection.OpenToReadImmutable(Database))
        {
            using var count = new Statement(connection.Handle, "SELECT count(*) FROM events");
            Assert.Equal(1, count.Scalar());
            Assert.Equal(["a.bin", "store.db"], Directory.GetFiles(_directory.Path).Select(Path.GetFileName).Order());
        }
    }

    [Fact]
    public void A_long_question_stops_when_it_is_cancelled()
    {
        using IStoreWriter writer = SqliteStore.OpenWriter(Database);
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 200_000; n++)
        {
            trace.Add(n, n % 3, 2, n);
        }

        writer.Ingest(trace.WriteTo(_directory.Path, "a.bin"));
        using IStoreReader reader = SqliteStore.OpenReader(Database);

        // Nothing passes this test, so the question goes through all events unless it is stopped.
        var query = new EventQuery { Tests = [new FieldTest("packet_number", FieldOperator.Equal, "-5")] };
        using var cancellation = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();
        Task<EventPage> question = Task.Run(() =>
        {
            started.Set();
            EventPage page = new([], null);
            while (!cancellation.IsCancellationRequested)
            {
                page = reader.GetEvents(query, cancellation.Token);
            }

            cancellation.Token.ThrowIfCancellationRequested();
            return page;
        });
        started.Wait();
        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => question.GetAwaiter().GetResult());
        Assert.Equal(200_000, reader.GetStatistics().Events);
    }

    [Fact]
    public void A_locked_store_says_so_and_takes_the_file_when_it_is_free()
    {
        string path = new TraceFileBuilder().Add(1, 7, 2, 3).WriteTo(_directory.Path, "a.bin");
        using IStoreWriter writer = SqliteStore.OpenWriter(Database);
        using (var other = new SqlDatabase(Database))
        {
            other.Execute("BEGIN IMMEDIATE");
            StoreUnavailableException refusal = Assert.Throws<StoreUnavailableException>(() => writer.Ingest(path));
            Assert.Contains("locked", refusal.Message, StringComparison.Ordinal);
            Assert.False(refusal.IsPermanent);
        }

        Assert.Equal(1, writer.Ingest(path).Events);
    }
}
