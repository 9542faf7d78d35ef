using Ojo.Benchmarks.Reporting;
using Ojo.Benchmarks.Stores;

namespace Ojo.Benchmarks.Programs;

/// <summary>The explorer as a process with a large store: how much memory it takes, and how long answers take over HTTP.</summary>
internal static class ExplorerMeasurement
{
    private const double MostMebibytes = 120;

    /// <param name="events">How many events each store gets.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, TextWriter output)
    {
        Section section = new(output);
        (WorkloadShape Shape, IReadOnlyList<ExplorerStep> Steps)[] visits =
            [.. WorkloadShape.Usual(events).Append(new WorkloadShape(events, 100_000, 4)).Select(static shape => (shape, Visit(shape)))];
        section.Bars(visits.SelectMany(static visit => (Bar[])[Memory("one client", visit.Shape, visit.Steps[^2]), Memory($"{ExplorerVisit.Clients} clients at once", visit.Shape, visit.Steps[^1])]));
        section.Say($"`ojo-explorer --db-path …`, a process that is asked over HTTP, each question some times; the median by the clock on the wall. Memory after it: what is resident (VmRSS), what of that is the process's own (RssAnon; the rest are pages of files), and the most that was resident until then (VmHWM).");
        foreach ((WorkloadShape shape, IReadOnlyList<ExplorerStep> steps) in visits)
        {
            section.Heading(Section.Text($"{shape.Count} events, {shape}"));
            section.Table(["question", "first, ms", "median, ms", "answer, KiB", "resident, MiB", "own, MiB", "most, MiB"], steps.Select(Row));
        }
    }

    private static IReadOnlyList<ExplorerStep> Visit(WorkloadShape shape)
    {
        Section.Progress($"{shape.Count} events, {shape}");
        using var directory = new TempDirectory();
        string database = Path.Combine(directory.Path, "store.db");
        StoreIngestion.Make(database, StoreWorkload.Write(directory.Output, shape));
        return ExplorerVisit.Pay(database);
    }

    private static Bar Memory(string clients, WorkloadShape shape, ExplorerStep last) => new(
        $"explorer memory, {shape.Count} events open, {shape}, {clients}", "< 120 MiB resident", Section.Text($"{last.Memory.Peak:F0} MiB"),
        last.Memory.Peak < MostMebibytes, Section.Text($"{last.Memory.Own:F0} MiB of {last.Memory.Resident:F0} its own, the rest pages of files"));

    private static string[] Row(ExplorerStep step) =>
    [
        step.Question, Section.Text($"{step.First:F1}"), Section.Text($"{step.Milliseconds:F1}"), Section.Text($"{step.Bytes / 1024.0:F0}"),
        Section.Text($"{step.Memory.Resident:F0}"), Section.Text($"{step.Memory.Own:F0}"), Section.Text($"{step.Memory.Peak:F0}"),
    ];
}
