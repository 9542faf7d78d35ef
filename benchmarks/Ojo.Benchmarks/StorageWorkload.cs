using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Sqlite;

namespace Ojo.Benchmarks;

/// <summary>Makes traces as a busy transport would: some flows that send, are acknowledged and adjust their windows.</summary>
internal static class StorageWorkload
{
    private const int EventsPerFile = 500_000;

    /// <summary>Writes trace files.</summary>
    /// <param name="directory">Where to; made if need be.</param>
    /// <param name="events">How many events altogether.</param>
    /// <param name="flows">How many flows they are spread over.</param>
    /// <param name="processes">How many runs write at the same time.</param>
    /// <returns>The files, in the order in which they would have arrived.</returns>
    public static List<string> Write(string directory, long events, int flows, int processes)
    {
        Directory.CreateDirectory(directory);
        var files = new List<string>();
        var random = new Random(20260101);
        var next = new ulong[flows];
        var records = new TraceRecord[EventsPerFile];
        ulong nowUs = 0;
        for (long written = 0; written < events; written += EventsPerFile)
        {
            int index = files.Count;
            int count = (int)Math.Min(EventsPerFile, events - written);
            for (int n = 0; n < count; n++)
            {
                nowUs += (ulong)random.Next(3);
                records[n] = Event(random, nowUs, next, flows);
            }

            uint process = (uint)(index % processes);
            ulong start = 1_767_225_600_000_000UL + process;
            string path = Path.Combine(directory, TraceFileName.ForTrace(start, 1000 + process, (uint)(index / processes)).ToString());
            using var writer = TraceFileWriter.Create(path, new TraceFileHeader(1, start, 0));
            writer.Write(records.AsSpan(0, count));
            writer.Complete();
            files.Add(path);
        }

        return files;
    }

    /// <summary>Takes files into a store. Closing the last connection puts the log into the file.</summary>
    public static void Ingest(string database, IEnumerable<string> files)
    {
        using IStoreWriter writer = SqliteStore.OpenWriter(database);
        foreach (string file in files)
        {
            writer.Ingest(file);
        }
    }

    /// <summary>Does what the watcher does when there is nothing else to do, until there is no more of it.</summary>
    /// <returns>The seconds of the thread's own time that it took.</returns>
    public static double Compact(string database)
    {
        long start = ThreadTime.Now();
        using (IStoreWriter writer = SqliteStore.OpenWriter(database))
        {
            while (writer.Compact(everything: true))
            {
            }
        }

        return (ThreadTime.Now() - start) / 1e9;
    }

    private static TraceRecord Event(Random random, ulong nowUs, ulong[] next, int flows)
    {
        uint flow = (uint)random.Next(flows);
        ulong number = next[flow];
        return random.Next(100) switch
        {
            < 38 => new TraceRecord(nowUs, flow + 1, 0x002, next[flow]++),
            < 74 => new TraceRecord(nowUs, flow + 1, 0x003, number - Math.Min(number, 40)),
            < 76 => new TraceRecord(nowUs, flow + 1, 0x004, number - Math.Min(number, 60)),
            < 84 => new TraceRecord(nowUs, flow + 1, 0x300, 12_000 + (number % 64 * 1200)),
            < 92 => new TraceRecord(nowUs, flow + 1, 0x303, (ulong)random.Next(76_000)),
            < 99 => new TraceRecord(nowUs, flow + 1, 0x304, (uint)random.Next(18_000, 24_000) | (21_000UL << 32)),
            _ => new TraceRecord(nowUs, flow + 1, 0x202, (uint)random.Next(7) | (number << 8)),
        };
    }
}
