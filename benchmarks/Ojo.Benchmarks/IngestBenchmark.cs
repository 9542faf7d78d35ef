using System.Diagnostics;
using System.Globalization;

namespace Ojo.Benchmarks;

/// <summary>How fast traces become a store, how large it is, and how quickly it answers.</summary>
internal static class IngestBenchmark
{
    private static readonly (int Flows, int Processes)[] s_shapes = [(1, 1), (64, 1), (1_000, 4), (10_000, 4), (100_000, 4)];

    /// <param name="events">How many events each store gets.</param>
    /// <param name="seedEvents">How many the seeds' table gets; it is slow. 0 leaves it out.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, long seedEvents, TextWriter output)
    {
        var ingested = new List<Ingested>();
        var answers = new List<IReadOnlyList<(string Question, double Milliseconds)>>();
        double? seedRate = null;
        if (seedEvents > 0)
        {
            ingested.Add(Measure(seedEvents, 1_000, 4, isSeed: true, answers));
            seedRate = ingested[0].Rate;
        }

        foreach ((int flows, int processes) in s_shapes)
        {
            ingested.Add(Measure(events, flows, processes, isSeed: false, answers));
        }

        Line(output, $"Ready to query, summaries and checkpoint included, a file of 500,000 events at a time. The rate is per second of the thread's own time, beside it that of the clock on the wall.");
        Line(output, $"");
        Line(output, $"| store | events | events/s | wall | × seeds | merging and floors after, s | bytes per event then | process at its largest |");
        Line(output, $"|---|---|---|---|---|---|---|---|");
        foreach (Ingested store in ingested)
        {
            Line(output, $"| {store.Name} | {store.Events / 1e6:F1} M | {store.Rate / 1e6:F2} M | {store.WallRate / 1e6:F2} M | {store.Rate / seedRate:F1} | {store.MergingSeconds:F1} | {store.BytesPerEvent:F1} | {store.PeakMebibytes:F0} MiB |");
        }

        Line(output, $"");
        Line(output, $"Answers in process, median in milliseconds of the thread's own time, of the flow with most events.");
        Line(output, $"");
        Line(output, $"| question | {string.Join(" | ", s_shapes.Select(static shape => Flows(shape.Flows)))} |");
        Line(output, $"|---|{string.Concat(Enumerable.Repeat("---|", s_shapes.Length))}");
        for (int question = 0; question < answers[0].Count; question++)
        {
            int row = question;
            Line(output, $"| {answers[0][row].Question} | {string.Join(" | ", answers.Select(of => of[row].Milliseconds.ToString("F2", CultureInfo.InvariantCulture)))} |");
        }
    }

    private static Ingested Measure(
        long events, int flows, int processes, bool isSeed, List<IReadOnlyList<(string Question, double Milliseconds)>> answers)
    {
        using var directory = new TempDirectory();
        List<string> files = StorageWorkload.Write(directory.Output, events, flows, processes);
        string database = Path.Combine(directory.Path, "store.db");
        GC.Collect(2, GCCollectionMode.Aggressive);
        ResetPeak();
        long wall = Stopwatch.GetTimestamp();
        long start = ThreadTime.Now();
        if (isSeed)
        {
            StorageSeedTable.Ingest(database, files);
        }
        else
        {
            StorageWorkload.Ingest(database, files);
        }

        double seconds = (ThreadTime.Now() - start) / 1e9;
        double wallSeconds = Stopwatch.GetElapsedTime(wall).TotalSeconds;
        double merging = isSeed ? 0 : StorageWorkload.Compact(database);
        var ingested = new Ingested(
            isSeed ? $"the seeds' table with three indexes, {Flows(flows)}" : $"{Flows(flows)} of {processes} run{(processes == 1 ? "" : "s")}",
            events, events / seconds, events / wallSeconds, merging, new FileInfo(database).Length / (double)events, Peak());
        if (!isSeed)
        {
            answers.Add(StorageQueryBenchmark.Run(database));
        }

        return ingested;
    }

    private static string Flows(int count) => count == 1 ? "1 flow" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} flows");

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Linux forgets the largest size of a process so far when it is told 5.</summary>
    private static void ResetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    private static double Peak()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1024.0 / 1024.0;
    }

    private sealed record Ingested(string Name, long Events, double Rate, double WallRate, double MergingSeconds, double BytesPerEvent, double PeakMebibytes);
}
