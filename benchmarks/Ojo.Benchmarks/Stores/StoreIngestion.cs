using System.Diagnostics;
using Ojo.Benchmarks.Programs;
using Ojo.Storage;
using Ojo.Storage.Shards;

namespace Ojo.Benchmarks.Stores;

/// <summary>Takes trace files into a store in this process, by the clock.</summary>
internal static class StoreIngestion
{
    /// <summary>Makes a store of files, then merges what there is to merge.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="database">Where it goes.</param>
    /// <param name="events">How many events the files have.</param>
    /// <param name="files">The files; the time in which the next one is made does not count.</param>
    /// <param name="span">What one file of a directory holds; null: the store is one file.</param>
    public static Ingested Measure(string name, string database, long events, IEnumerable<string> files, ShardSpan? span = null)
    {
        double cpu = 0, wall = 0;
        IStoreWriter writer = null!;
        Time(() => writer = OjoStore.OpenWriter(database, span));
        foreach (string file in files)
        {
            Time(() => writer.Ingest(file));
        }

        // Closing the last connection puts the log into the file.
        Time(writer.Dispose);
        long before = BytesOf(database);
        double start = ProcessTime.Own();
        Compact(database, span);
        return new Ingested(name, events, cpu, wall, ProcessTime.Own() - start, before, BytesOf(database));

        void Time(Action step)
        {
            long startWall = Stopwatch.GetTimestamp();
            double startCpu = ProcessTime.Own();
            step();
            cpu += ProcessTime.Own() - startCpu;
            wall += Stopwatch.GetElapsedTime(startWall).TotalSeconds;
        }
    }

    /// <summary>Makes a small store and asks it everything, so that the code is compiled before something is timed.</summary>
    public static void Warm()
    {
        using var directory = new TempDirectory();
        string database = Path.Combine(directory.Path, "store.db");
        Make(database, StoreWorkload.Write(directory.Output, new WorkloadShape(400_000, 100, 2), 50_000));
        StoreQuestions.Ask(database);
    }

    /// <summary>Makes a store of a workload, to ask it something.</summary>
    public static void Make(string database, IEnumerable<string> files, ShardSpan? span = null)
    {
        using (IStoreWriter writer = OjoStore.OpenWriter(database, span))
        {
            foreach (string file in files)
            {
                writer.Ingest(file);
            }
        }

        Compact(database, span);
    }

    /// <summary>The size of a store, be it a file or a directory of them.</summary>
    public static long BytesOf(string database) => Directory.Exists(database)
        ? new DirectoryInfo(database).EnumerateFiles().Sum(static file => file.Length)
        : new FileInfo(database).Length;

    /// <summary>Does what the watcher does when there is nothing else to do, until there is no more of it.</summary>
    private static void Compact(string database, ShardSpan? span)
    {
        using IStoreWriter writer = OjoStore.OpenWriter(database, span);
        while (writer.Compact(everything: true))
        {
        }
    }
}
