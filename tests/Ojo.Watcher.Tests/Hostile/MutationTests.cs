using System.Text;
using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Ingestion;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Tests.Support;
using Ojo.Storage.Verification;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Hostile;

/// <summary>Random damage by the thousand: each file is stored as what it says or refused with a reason, and the store stays whole.</summary>
public sealed class MutationTests : IDisposable
{
    private const int FilesPerStore = 2000;

    /// <summary>What is made for one file, the mutation and its packing included; a file here has some kilobytes.</summary>
    private const long MostAllocated = 64 << 20;

    private static readonly int s_mutations = int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_MUTATIONS"), out int many)
        ? (many + FilesPerStore - 1) / FilesPerStore * FilesPerStore
        : 2 * FilesPerStore;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Mutated_files_crash_and_hang_nothing_and_are_stored_or_refused_with_a_reason_in_bounded_memory()
    {
        (int stored, int refused, long most) = (0, 0, 0);
        Lock total = new();

        // Store by store, a processor for each.
        Parallel.For(0, s_mutations / FilesPerStore, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, store =>
        {
            (int storedHere, int refusedHere, long mostHere) = Fill(store * FilesPerStore);
            lock (total)
            {
                (stored, refused, most) = (stored + storedHere, refused + refusedHere, Math.Max(most, mostHere));
                Assert.InRange(GC.GetTotalMemory(forceFullCollection: false), 0, 512L << 20);
            }
        });

        Assert.Equal(s_mutations, stored + refused);
        Assert.InRange(stored, s_mutations / 20, s_mutations);
        Assert.InRange(refused, s_mutations / 20, s_mutations);
        Assert.InRange(most, 1, MostAllocated);
        TestContext.Current.TestOutputHelper?.WriteLine($"{stored} stored or known, {refused} refused, at most {most >> 10} KiB allocated for one.");
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

    /// <summary>Gives a store its share of the files, and looks whether it is whole afterwards.</summary>
    private (int Stored, int Refused, long MostAllocated) Fill(int first)
    {
        string directory = Directory.CreateDirectory(_directory[$"{first}"]).FullName;
        string database = Path.Combine(directory, "store.db");
        (int files, int known, long events, long most) = (0, 0, 0, 0);
        using (IStoreWriter writer = SqliteStore.OpenWriter(database))
        {
            for (int seed = first; seed < first + FilesPerStore; seed++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                IngestResult? result = Try(writer, directory, seed);
                most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
                files += result is { AlreadyStored: false } ? 1 : 0;
                known += result is { AlreadyStored: true } ? 1 : 0;
                events += result?.Events ?? 0;
            }
        }

        using (IStoreReader reader = SqliteStore.OpenReader(database))
        {
            StoreStatistics statistics = reader.GetStatistics();
            Assert.Equal((files, events), (statistics.Files, statistics.Events));
        }

        StoreVerdict verdict = SqliteStore.Verify(database);
        Assert.True(verdict.IsWhole, $"From seed {first} on: {string.Join(' ', verdict.Faults)}");
        using (var shell = new SqlShell(database))
        {
            Assert.Equal(events, shell.Scalar("SELECT count(*) FROM events"));
        }

        Directory.Delete(directory, recursive: true);
        return (files + known, FilesPerStore - files - known, most);
    }

    /// <returns>Null if the file was refused, as bad files are.</returns>
    private static IngestResult? Try(IStoreWriter writer, string directory, int seed)
    {
        (string name, byte[] bytes) = new Mutation(seed).Next();
        string path = Path.Combine(directory, name);
        File.WriteAllBytes(path, bytes);
        using CancellationTokenSource hang = new(TimeSpan.FromMinutes(2));
        try
        {
            return writer.Ingest(path, hang.Token);
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
