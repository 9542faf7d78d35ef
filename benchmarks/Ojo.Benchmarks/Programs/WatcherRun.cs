using Ojo.Benchmarks.Reporting;
using Ojo.Benchmarks.Stores;
using Ojo.Storage;

namespace Ojo.Benchmarks.Programs;

/// <summary>What a watcher took for a directory, from its start until everything was merged and it ended.</summary>
/// <param name="Events">How many events it took in.</param>
/// <param name="Files">Of how many files.</param>
/// <param name="QueryableSeconds">From its start until a reader beside it saw the last event, by the clock on the wall.</param>
/// <param name="Process">The process.</param>
/// <param name="Bytes">How large the store is then.</param>
internal sealed record WatcherRun(long Events, int Files, double QueryableSeconds, ProcessFigures Process, long Bytes)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs one.</summary>
    /// <param name="input">The directory with trace files.</param>
    /// <param name="database">The store to be made.</param>
    /// <param name="events">How many events the files have: it must store as many.</param>
    /// <param name="files">How many files there are.</param>
    /// <param name="arguments">What else to tell it.</param>
    public static WatcherRun Of(string input, string database, long events, int files, params IEnumerable<string> arguments)
    {
        using MeasuredProcess watcher = OjoPrograms.StartWatcher(["--input-dir", input, "--db-path", database, .. arguments]);
        double? queryable = null;
        Task<double?> look = Task.Run(() => queryable = SecondsUntil(database, events, watcher));
        ProcessFigures figures = watcher.WaitForEnd();
        look.GetAwaiter().GetResult();
        using IStoreReader reader = OjoStore.OpenReader(database);
        long stored = reader.GetStatistics().Events;
        Section.Progress(Section.Text($"{events / 1e6:0.##} M events: {figures.WallSeconds:F1} s, {figures.CpuSeconds:F1} s of processors, {figures.PeakMebibytes:F0} MiB"));
        return stored == events
            ? new WatcherRun(events, files, queryable ?? figures.WallSeconds, figures, StoreIngestion.BytesOf(database))
            : throw new InvalidOperationException($"The watcher stored {stored} of {events} events.");
    }

    private static double? SecondsUntil(string database, long events, MeasuredProcess watcher)
    {
        while (!watcher.HasExited)
        {
            // Until the watcher has made the store there is nothing to open.
            try
            {
                using IStoreReader reader = OjoStore.OpenReader(database);
                for (long seen = -1; !watcher.HasExited; Thread.Sleep(s_look))
                {
                    long version = reader.GetVersion();
                    if (version != seen && reader.GetStatistics().Events >= events)
                    {
                        return watcher.WallSeconds;
                    }

                    seen = version;
                }
            }
            catch (StoreUnavailableException)
            {
                Thread.Sleep(s_look);
            }
        }

        return null;
    }
}
