using Ojo.Benchmarks.Reporting;
using Ojo.Benchmarks.Stores;

namespace Ojo.Benchmarks.Programs;

/// <summary>The explorer as a process with a large store: how much memory it takes, and how long answers take over HTTP.</summary>
internal static class ExplorerMeasurement
{
    private const double MostMebibytes = 120;

    private const double MostPaintMs = 1000;
    private const double MostFrameMs = 50;

    /// <param name="events">How many events each store gets.</param>
    /// <param name="output">Where the report goes.</param>
    public static void Run(long events, TextWriter output)
    {
        Section section = new(output);
        Look(section, events);
        Contest(section, events);
    }

    /// <summary>Programs that ask at once, and a browser, over one flow and over 10,000.</summary>
    private static void Contest(Section section, long events)
    {
        (WorkloadShape Shape, ExplorerContest Contest)[] contests = [.. ((WorkloadShape[])[new(events, 1, 1), new(events, 10_000, 1)]).Select(static shape => (shape, Contest(shape)))];
        section.Heading("Programs and a browser");
        section.Bars(contests.SelectMany(static one => Bars(one.Shape, one.Contest)));
        section.Say($"Clients that each ask their next question when they have the answer to the last: seven series at 1600 px in the binary form, of all and of 1/32 of the flow with the most events, pages of its events, the flow, flows, statistics; in turns. Milliseconds by the clock on the wall.");
        section.Table(["store", "clients", "answers", "failed", "p50, ms", "p99, ms", "longest, ms", "answers/s"], contests.SelectMany(static one => one.Contest.Load.Select(load => Row(one.Shape, load))));
        section.Say($"Seven series of the whole flow at 1600 px, uncompressed.");
        section.Table(["store", "JSON, KiB", "binary, KiB", "JSON, ms", "binary, ms"], contests.Select(static one => (string[])
        [
            one.Shape.ToString(), Section.Text($"{one.Contest.JsonBytes / 1024.0:F0}"), Section.Text($"{one.Contest.BinaryBytes / 1024.0:F0}"),
            Section.Text($"{one.Contest.JsonMs:F1}"), Section.Text($"{one.Contest.BinaryMs:F1}"),
        ]));
        section.Say($"Chromium without a graphics processor, 1600 × 1000, five visits with an empty cache, the medians: the flow is opened, then a script turns the wheel in each of 240 frames, zooming in, moving and zooming out. Frames and tasks by Chromium's tracing; first paint is the first with content, charts the first frame in which charts and table show what was recorded. Chain: how many requests of the opening waited for one another.");
        section.Table(
            ["store", "first paint, ms", "charts, ms", "requests", "chain", "frame p50, ms", "p99, ms", "longest, ms", "tasks > 50 ms", "longest task, ms", "heap, MiB", "explorer, MiB"],
            contests.Where(static one => one.Contest.Browser is not null).Select(static one => Row(one.Shape, one.Contest.Browser!)));
        section.Absent(contests.Select(static one => one.Contest.NoBrowser).OfType<string>().Distinct());
    }

    private static ExplorerContest Contest(WorkloadShape shape)
    {
        Section.Progress($"{shape.Count} events, {shape}: programs and a browser");
        using var directory = new TempDirectory();
        string database = Path.Combine(directory.Path, "store.db");
        StoreIngestion.Make(database, StoreWorkload.Write(directory.Output, shape));
        return ExplorerVisit.Contest(database);
    }

    private static IEnumerable<Bar> Bars(WorkloadShape shape, ExplorerContest contest)
    {
        string store = $"{shape.Count} events, {shape}";
        int failed = contest.Load.Sum(static load => load.Failed);
        yield return new Bar($"API of {store}, 1, 8 and 64 clients", "nothing fails", Section.Text($"{failed} of {contest.Load.Sum(static load => load.Requests)}"), failed == 0, "");
        if (contest.Browser is { } browser)
        {
            yield return new Bar($"charts of a flow in a browser, {store}", "< 1 s", Section.Text($"{browser.ChartsMs:F0} ms"), browser.ChartsMs < MostPaintMs, Section.Text($"first paint {browser.FirstPaintMs:F0} ms, {browser.Requests} requests, {browser.Chain} of them one after the other"));
            yield return new Bar($"zooming and moving, {store}", "no frame over 50 ms", Section.Text($"{browser.FrameMostMs:F0} ms"), browser.FrameMostMs < MostFrameMs, Section.Text($"p99 {browser.FrameP99Ms:F0} ms; longest task of the page {browser.LongestTaskMs:F0} ms"));
            yield return new Bar($"explorer memory with a browser, {store}", "< 120 MiB resident", Section.Text($"{browser.Server.Peak:F0} MiB"), browser.Server.Peak < MostMebibytes, Section.Text($"{browser.Server.Own:F0} MiB its own; the page's script holds {browser.HeapMebibytes:F0} MiB"));
        }
    }

    private static string[] Row(WorkloadShape shape, LoadFigures load) =>
    [
        shape.ToString(), Section.Text($"{load.Clients}"), Section.Text($"{load.Requests}"), Section.Text($"{load.Failed}"), Section.Text($"{load.MedianMs:F1}"),
        Section.Text($"{load.P99Ms:F1}"), Section.Text($"{load.MostMs:F1}"), Section.Text($"{load.PerSecond:F0}"),
    ];

    private static string[] Row(WorkloadShape shape, BrowserFigures browser) =>
    [
        shape.ToString(), Section.Text($"{browser.FirstPaintMs:F0}"), Section.Text($"{browser.ChartsMs:F0}"), Section.Text($"{browser.Requests}"), Section.Text($"{browser.Chain}"),
        Section.Text($"{browser.FrameMedianMs:F1}"), Section.Text($"{browser.FrameP99Ms:F1}"), Section.Text($"{browser.FrameMostMs:F1}"), Section.Text($"{browser.LongTasks}"),
        Section.Text($"{browser.LongestTaskMs:F1}"), Section.Text($"{browser.HeapMebibytes:F1}"), Section.Text($"{browser.Server.Peak:F0}"),
    ];

    private static void Look(Section section, long events)
    {
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
