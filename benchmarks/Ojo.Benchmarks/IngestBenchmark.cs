using System.Diagnostics;
using System.Globalization;
using Ojo.Storage;
using Ojo.Storage.Sqlite;

namespace Ojo.Benchmarks;

/// <summary>How fast traces become a store, how large it is, and how quickly it answers.</summary>
internal static class IngestBenchmark
{
    /// <param name="events">How many events each store gets.</param>
    /// <param name="seedEvents">How many the seeds' table gets; it is slow. 0 leaves it out.</param>
    /// <param name="output">Where the lines of the report go.</param>
    public static void Run(long events, long seedEvents, TextWriter output)
    {
        output.WriteLine("| store | events/s | bytes per event | of that, file | count(*) |");
        output.WriteLine("|---|---|---|---|---|");
        foreach ((int flows, int processes) in new[] { (1, 1), (64, 1), (1_000, 4), (10_000, 4), (100_000, 4) })
        {
            Measure($"{flows:N0} flows, {processes} runs", events, flows, processes, seed: false, output);
        }

        if (seedEvents > 0)
        {
            Measure("seeds' table, 1,000 flows", seedEvents, 1000, 4, seed: true, output);
        }
    }

    private static void Measure(string name, long events, int flows, int processes, bool seed, TextWriter output)
    {
        string directory = Directory.CreateTempSubdirectory("ojo-bench-").FullName;
        try
        {
            List<string> files = StorageWorkload.Write(Path.Combine(directory, "output"), events, flows, processes);
            string database = Path.Combine(directory, "store.db");
            TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            if (seed)
            {
                StorageSeedTable.Ingest(database, files);
            }
            else
            {
                using IStoreWriter writer = SqliteStore.OpenWriter(database);
                foreach (string file in files)
                {
                    writer.Ingest(file);
                }
            }

            // Closing the last connection has put the log into the file.
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            double bytes = new FileInfo(database).Length / (double)events;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {events / seconds / 1e6:F2} M | {events / cpu.TotalSeconds / 1e6:F2} M | {bytes:F1} | {new FileInfo(database).Length / 1e6:F0} MB | |"));
            if (!seed)
            {
                StorageQueryBenchmark.Run(database, output);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
