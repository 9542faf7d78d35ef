using System.Diagnostics;
using Ojo.Benchmarks.Stores;
using Ojo.Storage;

namespace Ojo.Benchmarks.Programs;

/// <summary>How long it is from a file's rename into a watcher's directory until its events can be queried.</summary>
internal static class WatcherLag
{
    private const int EventsPerFile = 1_000;
    private const int PauseMilliseconds = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <param name="files">How many files to time.</param>
    public static LagTimes Measure(int files)
    {
        using var directory = new TempDirectory();
        string database = Path.Combine(directory.Path, "store.db");

        // Some more to begin with, in which the watcher's code is compiled.
        int warm = files / 4;
        string ready = Path.Combine(directory.Path, "ready");
        List<string> all = [.. StoreWorkload.Write(ready, new WorkloadShape((long)(warm + files) * EventsPerFile, 100, 1), EventsPerFile)];
        Directory.CreateDirectory(directory.Output);
        using MeasuredProcess watcher = OjoPrograms.StartWatcher("--input-dir", directory.Output, "--db-path", database, "--watch");
        using IStoreReader reader = Open(database, watcher);
        var times = new List<double>();
        for (int n = 0; n < all.Count; n++)
        {
            string place = Path.Combine(directory.Output, Path.GetFileName(all[n]));
            long start = Stopwatch.GetTimestamp();
            File.Move(all[n], place);
            WaitFor(reader, (n + 1L) * EventsPerFile, start);
            if (n >= warm)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            Thread.Sleep(PauseMilliseconds);
        }

        watcher.End();
        times.Sort();
        return new LagTimes(files, EventsPerFile, PauseMilliseconds, times);
    }

    private static void WaitFor(IStoreReader reader, long events, long start)
    {
        long seen = -1;
        while (true)
        {
            long version = reader.GetVersion();
            if (version != seen && reader.GetStatistics().Events >= events)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(start) > s_patience)
            {
                throw new InvalidOperationException($"The watcher did not store a file within {s_patience.TotalSeconds} s.");
            }

            seen = version;
            Thread.Sleep(1);
        }
    }

    private static IStoreReader Open(string database, MeasuredProcess watcher)
    {
        while (true)
        {
            try
            {
                return OjoStore.OpenReader(database);
            }
            catch (StoreUnavailableException) when (!watcher.HasExited)
            {
                Thread.Sleep(10);
            }
        }
    }
}
