using Ojo.Benchmarks.Reporting;
using Ojo.Benchmarks.Stores;

namespace Ojo.Benchmarks.Programs;

/// <summary>The watcher as a process: how much memory it takes, how soon events can be queried, and what a file costs.</summary>
internal static class WatcherMeasurement
{
    private const int SmallFiles = 20_000;
    private const int EventsPerSmallFile = 50;
    private const double MostMebibytes = 100;

    /// <param name="events">How many events the large workloads have.</param>
    /// <param name="isQuick">Whether to be content with fewer small files.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, bool isQuick, TextWriter output)
    {
        Section section = new(output);
        WorkloadShape one = new(events, 1, 1);
        WorkloadShape usual = new(events, 1_000, 4);
        WorkloadShape many = new(events, 100_000, 4);
        int files = isQuick ? SmallFiles / 20 : SmallFiles;
        WorkloadShape small = new((long)files * EventsPerSmallFile, 1_000, 4);
        (string Name, WatcherRun Run)[] runs =
        [
            ($"{one.Count} events, {one}", Measure(one)),
            ($"{usual.Count} events, {usual}", Measure(usual)),
            ($"{usual.Count} events, {usual}, gzip at its fastest", Measure(usual, static all => StoreWorkload.Compress(all, ".gz", StoreWorkload.ToGzip))),
            ($"{usual.Count} events, {usual}, brotli as tracers do it", Measure(usual, static all => StoreWorkload.Compress(all, ".br", StoreWorkload.ToBrotli))),
            ($"{usual.Count} events, {usual}, sources deleted (each transaction waits for the disk)", Measure(usual, null, "--after", "delete")),
            ($"{many.Count} events, {many}", Measure(many)),
            (Section.Text($"{files:N0} files of {EventsPerSmallFile} events, {small}"), Measure(small, EventsPerSmallFile)),
        ];
        LagTimes lag = WatcherLag.Measure(isQuick ? 40 : 400);

        section.Bars(runs.Select(static run => new Bar(
            $"watcher memory, {run.Name}", "< 100 MiB resident", Section.Text($"{run.Run.Process.PeakMebibytes:F0} MiB"), run.Run.Process.PeakMebibytes < MostMebibytes,
            Section.Text($"{run.Run.Process.OwnMebibytes:F0} MiB of it its own, the rest pages of files"))));
        section.Say($"`ojo-watcher --input-dir … --db-path …`, a process from its start to its end, which is when small blocks are merged and the upper floors built. Queryable: when a reader in another process sees the last event (looked at every 20 ms). CPU is all threads, the start of the runtime included. The most memory that was resident is the system's own figure (VmHWM).");
        section.Table(
            ["workload", "queryable after, s", "events/s until then", "files/s until then", "ended after, s", "CPU, s", "events/s of CPU", "CPU per file, ms", "bytes per event", "most resident, MiB"],
            runs.Select(static run => Row(run.Name, run.Run)));
        section.Heading("From rename to query");
        section.Say($"{lag.Files} files of {lag.EventsPerFile:N0} events each, one every {lag.PauseMilliseconds} ms, into the directory of a watcher that watches; until a reader in another process, which looks every millisecond, sees all events of the file.");
        section.Table(
            ["p50, ms", "p90, ms", "p99, ms", "slowest, ms"],
            [[Section.Text($"{lag.P50:F1}"), Section.Text($"{lag.P90:F1}"), Section.Text($"{lag.P99:F1}"), Section.Text($"{lag.Slowest:F1}")]]);
    }

    private static WatcherRun Measure(WorkloadShape shape, Action<List<string>>? prepare = null, params string[] arguments) =>
        Measure(shape, 500_000, prepare, arguments);

    private static WatcherRun Measure(WorkloadShape shape, int eventsPerFile, Action<List<string>>? prepare = null, params string[] arguments)
    {
        using var directory = new TempDirectory();
        List<string> files = [.. StoreWorkload.Write(directory.Output, shape, eventsPerFile)];
        prepare?.Invoke(files);
        return WatcherRun.Of(directory.Output, Path.Combine(directory.Path, "store.db"), shape.Events, files.Count, arguments);
    }

    private static string[] Row(string name, WatcherRun run) =>
    [
        name,
        Section.Text($"{run.QueryableSeconds:F1}"),
        Section.Text($"{run.Events / run.QueryableSeconds / 1e6:F2} M"),
        Section.Text($"{run.Files / run.QueryableSeconds:#,0.#}"),
        Section.Text($"{run.Process.WallSeconds:F1}"),
        Section.Text($"{run.Process.CpuSeconds:F1}"),
        Section.Text($"{run.Events / run.Process.CpuSeconds / 1e6:F2} M"),
        Section.Text($"{run.Process.CpuSeconds / run.Files * 1e3:F2}"),
        Section.Text($"{run.Bytes / (double)run.Events:F1}"),
        Section.Text($"{run.Process.PeakMebibytes:F0}"),
    ];
}
