using System.Text;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Ingestion;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Hostile;

/// <summary>Random damage by the thousand: each file is stored as what it says or refused with a reason, and the store stays whole.</summary>
public sealed class MutationTests : IDisposable
{
    private const int FilesPerStore = 2000;

    private static readonly int s_mutations = int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_MUTATIONS"), out int many) ? many : 2 * FilesPerStore;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Mutated_files_crash_nothing_and_are_stored_or_refused_with_a_reason()
    {
        (int stored, int refused) = (0, 0);
        for (int first = 0; first < s_mutations; first += FilesPerStore)
        {
            string database = _directory[$"store-{first}.db"];
            using (IStoreWriter writer = SqliteStore.OpenWriter(database))
            {
                (int storedHere, long events) = (0, 0);
                for (int seed = first; seed < first + FilesPerStore; seed++)
                {
                    IngestResult? result = Try(writer, seed);
                    storedHere += result is { AlreadyStored: false } ? 1 : 0;
                    refused += result is null ? 1 : 0;
                    events += result?.Events ?? 0;
                }

                stored += storedHere;
                using IStoreReader reader = SqliteStore.OpenReader(database);
                StoreStatistics statistics = reader.GetStatistics();
                Assert.Equal((storedHere, events), (statistics.Files, statistics.Events));
                using var shell = new SqlShell(database);
                Assert.Equal("ok", shell.Scalar("PRAGMA integrity_check"));
                Assert.Equal(events, shell.Scalar("SELECT count(*) FROM events"));
            }

            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, 256L << 20);
            foreach (string file in Directory.GetFiles(_directory.Path))
            {
                File.Delete(file);
            }
        }

        Assert.InRange(stored, s_mutations / 20, s_mutations);
        Assert.InRange(refused, s_mutations / 20, s_mutations);
        TestContext.Current.TestOutputHelper?.WriteLine($"{stored} stored, {refused} refused.");
    }

    [Fact]
    public void Mutated_descriptions_crash_nothing_and_are_taken_or_refused_with_a_reason()
    {
        byte[] run = WatchedDirectory.Run("host", 7).ToJson();
        byte[] schema = Encoding.UTF8.GetBytes("""
            {"format":1,"providers":[{"provider":"game","namespace":"Game","events":[{"id":65552,"name":"SNAPSHOT_SENT","category":"Game","role":"packet_sent","flow":true,
            "fields":[{"name":"tick","type":"u32","part":"packet_number","offset":0,"bits":32},{"name":"why","type":"enum","offset":32,"bits":8,"values":{"timer":1}}]}]}]}
            """);
        using IStoreWriter writer = SqliteStore.OpenWriter(_directory["store.db"]);
        int refused = 0;
        for (int seed = 0; seed < s_mutations / 4; seed++)
        {
            var mutation = new Mutation(seed);
            refused += Refuses(() => writer.AddRun(RunDescription.Parse(mutation.NextJson(run)))) ? 1 : 0;
            refused += Refuses(() => writer.AddSchema((ulong)seed + 1, SchemaDocument.Parse(mutation.NextJson(schema)))) ? 1 : 0;
        }

        Assert.InRange(refused, s_mutations / 8, s_mutations / 2);
        using var shell = new SqlShell(_directory["store.db"]);
        Assert.Equal("ok", shell.Scalar("PRAGMA integrity_check"));
    }

    /// <returns>Null if the file was refused, as bad files are.</returns>
    private IngestResult? Try(IStoreWriter writer, int seed)
    {
        (string name, byte[] bytes) = new Mutation(seed).Next();
        string path = _directory[name];
        File.WriteAllBytes(path, bytes);
        try
        {
            return writer.Ingest(path);
        }
        catch (TraceFormatException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return null;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The file of seed {seed} made {exception.GetType()}: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Refuses(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (TraceFormatException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            return true;
        }
    }
}
